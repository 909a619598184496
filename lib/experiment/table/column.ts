import { checkList, checkObject, typeName } from "../../math/check_argument.ts";

/** What the cells of a column are: `numbers` are lists of them. */
export type ColumnType = "text" | "integer" | "number" | "boolean" | "numbers";

/** A cell; `null` where there is no value. */
export type Cell = string | number | boolean | readonly number[] | null;

/** A column of a table. */
export interface Column {
  /** What rows call it: `testLoss`. */
  readonly name: string;
  /** What its cells are. */
  readonly type: ColumnType;
  /** Of its numbers: `nats`, `s`. */
  readonly unit?: string;
  /** What it is, a phrase. */
  readonly description: string;
}

/** A table with named and typed columns; a row may lack a cell, which then is `null`. */
export interface Table {
  /** For its files: `runs`. */
  readonly name: string;
  /** In the order in which files have them. */
  readonly columns: readonly Column[];
  /** Of the cells that no column names, files have none. */
  readonly rows: readonly TableRow[];
}

/** A row by the names of its columns. */
export type TableRow = Readonly<Record<string, Cell | undefined>>;

/** A row's cells that have a value: what is null in a table is absent in options. */
export function presentValues(row: TableRow): Record<string, Exclude<Cell, null>> {
  const there = Object.entries(row).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(there) as Record<string, Exclude<Cell, null>>;
}

/** The table, if it has columns, and rows, of which there may be none. @throws {TypeError} if it is none */
export function checkTable(table: Table): Table {
  const { columns, rows } = checkObject("table", table);
  checkList("columns", columns);
  if (Array.isArray(rows)) return table;
  throw new TypeError(`rows must be an array, got ${typeName(rows)}`);
}

/** The type that some values have together; of none, and of several types, `text`. */
export function typeOf(values: readonly (Cell | undefined)[]): ColumnType {
  const there = values.filter((value) => value !== null && value !== undefined);
  const all = (is: (value: Cell) => boolean) =>
    there.length > 0 && there.every((value) => is(value!));
  if (all(Number.isSafeInteger)) return "integer";
  if (all((value) => typeof value === "number")) return "number";
  if (all((value) => typeof value === "boolean")) return "boolean";
  if (all(Array.isArray)) return "numbers";
  return "text";
}
