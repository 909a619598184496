import { parse } from "../../deps/std_csv.ts";
import { UserError } from "../../user_error.ts";
import type { Cell, TableRow } from "./column.ts";
import { runColumns } from "./run_columns.ts";
import { identified } from "./run_rows.ts";

/** Its columns that are others in a table of runs. */
const VERSIONS = "versions";

/** A weight that the sweep's table rounds, by what it becomes there. */
const ROUNDED = new Map([1 / 784].map((value) => [Number(value.toPrecision(8)), value]));

/**
 * The rows of a `runs.csv` that `deno task sweep` wrote, for a table of runs. It has no epochs but the last,
 * and KL divergences of units with four decimals.
 *
 * @param file how messages call it
 * @throws {UserError} if it is none
 */
export async function sweepRows(text: string, file: string): Promise<TableRow[]> {
  let rows: Record<string, string | undefined>[];
  try {
    rows = parse(text, { skipFirstRow: true });
  } catch (error) {
    throw new UserError(`${file}: not a table: ${(error as Error).message}.`, { cause: error });
  }
  if (rows.length === 0 || !("klPerUnit" in rows[0]) || !(VERSIONS in rows[0])) {
    throw new UserError(`${file}: wanted the table of a sweep, with klPerUnit and versions.`);
  }
  const columns = runColumns(rows);
  return await Promise.all(rows.map((row) => {
    const cells: Record<string, Cell | undefined> = { task: "train" };
    for (const { name, type } of columns) {
      const text = row[name];
      if (text === undefined || text === "" || name === VERSIONS) continue;
      cells[name] = type === "numbers"
        ? text.split(" ").map(Number)
        : type === "text"
        ? text
        : Number(text);
    }
    const klPerUnit = cells.klPerUnit as readonly number[];
    const sum = klPerUnit.reduce((sum, kl) => sum + kl, 0);
    const beta = ROUNDED.get(cells.beta as number) ?? cells.beta;
    // A folder's images may have any shape.
    const shape = cells.data === "mnist" ? { height: 28, width: 28 } : {};
    return identified({
      ...{ ...cells, ...shape, beta, klAfter: Number(sum.toFixed(4)), ...versions(row[VERSIONS]!) },
    });
  }));
}

/** `lab 0.1.0, deno 2.9.6, products OpenBLAS ..., 1 thread` */
function versions(text: string): TableRow {
  const [others, kernels] = text.split(", products ");
  const pairs = others.split(", ").map((pair) => {
    const [name, ...version] = pair.split(" ");
    return [`${name}Version`, version.join(" ")];
  });
  return { ...Object.fromEntries(pairs), kernels };
}
