import { stringify } from "../../deps/std_csv.ts";
import type { Table } from "./column.ts";

/**
 * A table as CSV: commas, line feeds, names in the first row; a cell without a value is empty, numbers of a
 * list stand between spaces.
 */
export function csvOfTable({ columns, rows }: Table): string {
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
