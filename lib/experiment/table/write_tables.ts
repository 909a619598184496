import type { OutputFolder } from "../../run/output_folder.ts";
import type { Table } from "./column.ts";
import { csvOfTable } from "./csv_of_table.ts";
import { parquetOfTable } from "./parquet_of_table.ts";

/** Writes each table as CSV and as Parquet, when all of them are made. @returns the files' names */
export async function writeTables(
  tables: readonly Table[],
  folder: OutputFolder,
): Promise<string[]> {
  const files = tables.flatMap((table): [string, string | Uint8Array][] => [
    [`${table.name}.csv`, csvOfTable(table)],
    [`${table.name}.parquet`, parquetOfTable(table)],
  ]);
  for (const [name, content] of files) await folder.write(name, content);
  return files.map(([name]) => name);
}
