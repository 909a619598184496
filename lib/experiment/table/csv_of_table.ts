import { stringify } from "../../deps/std_csv.ts";
import { checkTable, type Table } from "./column.ts";

/**
 * A table as CSV: commas, line feeds, names in the first row; a cell without a value is empty, numbers of a
 * list stand between spaces.
 *
 * @throws {TypeError} if it is no table
 *
 * @example A table of two runs, one without a test loss
 * ```ts
 * import { csvOfTable, type Table } from "../mod.ts";
 *
 * const table: Table = {
 *   name: "runs",
 *   columns: [
 *     { name: "beta", type: "number", description: "the weight of the KL term" },
 *     { name: "testLoss", type: "number", description: "the loss on the test images" },
 *   ],
 *   rows: [{ beta: 1, testLoss: 34.5 }, { beta: 4 }],
 * };
 * csvOfTable(table); // "beta,testLoss\n1,34.5\n4,\n"
 * ```
 */
export function csvOfTable(table: Table): string {
  const { columns, rows } = checkTable(table);
  const cells = rows.map((row) =>
    Object.fromEntries(columns.map(({ name }) => {
      const value = row[name] ?? "";
      return [name, Array.isArray(value) ? value.join(" ") : value];
    }))
  );
  const text = stringify(cells, { columns: columns.map(({ name }) => name) });
  // Carriage returns are CSV's own way; version control would rather have none.
  return text.replaceAll("\r\n", "\n");
}
