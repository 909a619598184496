import type { OutputFolder } from "../../run/output_folder.ts";
import type { Table } from "./column.ts";
import { csvOfTable } from "./csv_of_table.ts";
import { parquetOfTable } from "./parquet_of_table.ts";

/** Writes each table as CSV and as Parquet. @returns the files' names */
export async function writeTables(
  tables: readonly Table[],
  folder: OutputFolder,
): Promise<string[]> {
  const files: string[] = [];
  for (const table of tables) {
    const contents = { csv: csvOfTable(table), parquet: parquetOfTable(table) };
    for (const [extension, content] of Object.entries(contents)) {
      await folder.write(`${table.name}.${extension}`, content);
      files.push(`${table.name}.${extension}`);
    }
  }
  return files;
}
