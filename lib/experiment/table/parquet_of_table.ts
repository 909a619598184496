import { ByteWriter, parquetWrite } from "../../deps/hyparquet_writer.ts";
import { parquetMetadata, parquetReadObjects } from "../../deps/hyparquet.ts";
import { typeName } from "../../math/check_argument.ts";
import { oneLine, UserError } from "../../user_error.ts";
import {
  type Cell,
  checkTable,
  type Column,
  type ColumnType,
  type Table,
  type TableRow,
} from "./column.ts";

/** How Parquet describes a column. */
type Schema = Parameters<typeof parquetWrite>[0]["schema"];
type SchemaElement = NonNullable<Schema>[number];

const PHYSICAL = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  integer: { type: "INT64" },
  number: { type: "DOUBLE" },
  boolean: { type: "BOOLEAN" },
} as const;

/** Where a column's description and unit stand: `column NAME`, `unit NAME`. */
const COLUMN = "column ", UNIT = "unit ";

/**
 * A table as a Parquet file: texts in UTF-8, 64-bit integers, float64, Booleans, lists of float64; a cell
 * without a value is null. The file's key-value metadata describes each column.
 *
 * @throws {TypeError} if it is no table
 *
 * @example There and back
 * ```ts
 * import { parquetOfTable, type Table, tableOfParquet } from "../mod.ts";
 *
 * const table: Table = {
 *   name: "runs",
 *   columns: [{ name: "kl", type: "number", unit: "nats", description: "the KL divergence" }],
 *   rows: [{ kl: 8.5 }, { kl: null }],
 * };
 * const { rows } = await tableOfParquet(parquetOfTable(table), "runs", "runs.parquet");
 * rows; // those of the table
 * ```
 */
export function parquetOfTable(table: Table): Uint8Array {
  const { columns, rows } = checkTable(table);
  const writer = new ByteWriter();
  parquetWrite({
    writer,
    createdBy: "The VAE lab",
    columnData: columns.map(({ name, type }) => ({
      name,
      data: rows.map((row) => stored(row[name] ?? null, type)),
    })),
    schema: [
      { name: "root", num_children: columns.length },
      ...columns.flatMap(elements),
    ],
    kvMetadata: columns.flatMap(({ name, unit, description }) => [
      { key: `${COLUMN}${name}`, value: description },
      ...unit ? [{ key: `${UNIT}${name}`, value: unit }] : [],
    ]),
  });
  return new Uint8Array(writer.getBuffer());
}

function elements({ name, type }: Column): SchemaElement[] {
  if (type !== "numbers") return [{ name, ...PHYSICAL[type], repetition_type: "OPTIONAL" }];
  return [
    { name, converted_type: "LIST", repetition_type: "OPTIONAL", num_children: 1 },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    { name: "element", ...PHYSICAL.number, repetition_type: "REQUIRED" },
  ];
}

function stored(value: Cell, type: ColumnType) {
  if (value === null) return value;
  if (type === "integer") return BigInt(value as number);
  if (type !== "text" || typeof value === "string") return value;
  return Array.isArray(value) ? value.join(" ") : String(value); // a column of several types, as CSV has it
}

/**
 * The table in a Parquet file that {@linkcode parquetOfTable} made.
 *
 * @param file how messages call it
 * @throws {TypeError} if `bytes` are none
 * @throws {UserError} if the file holds another table, or none
 */
export async function tableOfParquet(
  bytes: Uint8Array,
  name: string,
  file: string,
): Promise<Table> {
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError(`bytes must be a Uint8Array, got ${typeName(bytes)}`);
  }
  try {
    const buffer = bytes.slice().buffer as ArrayBuffer;
    const { schema, key_value_metadata: metadata = [] } = parquetMetadata(buffer);
    const about = new Map(metadata.map(({ key, value }) => [key, value ?? ""]));
    const columns = topLevel(schema as SchemaElement[]).map((element) => {
      const { name } = element;
      const description = about.get(`${COLUMN}${name}`) ?? "";
      return { name, type: typeOfElement(element), unit: about.get(`${UNIT}${name}`), description };
    });
    const read = await parquetReadObjects({ file: buffer });
    const rows = read.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          typeof value === "bigint" ? Number(value) : value ?? null,
        ]),
      ) as TableRow
    );
    return { name, columns, rows };
  } catch (error) {
    const why = oneLine((error as Error).message);
    throw new UserError(`${file}: not a table of this lab: ${why}.`, { cause: error });
  }
}

/** The columns among a schema's elements, which stand in the order of a tree. */
function topLevel(schema: readonly SchemaElement[]): SchemaElement[] {
  const found: SchemaElement[] = [];
  for (let i = 1; i < schema.length;) {
    found.push(schema[i]);
    i = afterSubtree(schema, i);
  }
  return found;
}

function afterSubtree(schema: readonly SchemaElement[], i: number): number {
  let next = i + 1;
  for (let child = 0; child < (schema[i].num_children ?? 0); child++) {
    next = afterSubtree(schema, next);
  }
  return next;
}

function typeOfElement({ name, type, converted_type }: SchemaElement): ColumnType {
  if (converted_type === "LIST") return "numbers";
  switch (type) {
    case "BYTE_ARRAY":
      return "text";
    case "INT64":
      return "integer";
    case "DOUBLE":
      return "number";
    case "BOOLEAN":
      return "boolean";
  }
  throw new TypeError(`the column ${name} has the type ${type}, which no table of this lab has`);
}
