import { stringify } from "../../deps/std_csv.ts";

/** A row of a table, by the names of its columns. */
export type CsvRow = Readonly<Record<string, string | number>>;

/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** A table as CSV, which a spreadsheet shows as it is: no cell of a stranger's is run as a formula. */
export function csvText(columns: readonly string[], rows: readonly CsvRow[]): string {
  const safe = rows.map((row) =>
    Object.fromEntries(columns.map((column) => [column, safeCell(row[column])]))
  );
  return stringify(safe, { columns });
}

/** An apostrophe in front makes any text a text. */
function safeCell(cell: string | number): string | number {
  return typeof cell === "string" && FORMULA.test(cell) ? `'${cell}` : cell;
}
