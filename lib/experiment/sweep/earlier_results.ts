import { readPlainFile } from "../../file/read_plain_file.ts";

/** In bytes; a run takes 1 KB in such a file. */
const MAX_TABLE = 2 ** 26;

/**
 * The files that an earlier version left in a folder beside its table of runs: for
 * {@linkcode OutputOptions.earlier}.
 *
 * @param table the table's name, a JSON file of rows
 * @param columns what every row of it has
 * @param files the files that may lie beside it
 */
export function earlierResults(table: string, columns: readonly string[], files: RegExp) {
  return async (folder: string): Promise<readonly string[]> => {
    try {
      const bytes = await readPlainFile(`${folder}/${table}`, MAX_TABLE);
      const rows: unknown = JSON.parse(new TextDecoder().decode(bytes));
      const own = Array.isArray(rows) && rows.length > 0 &&
        rows.every((row) => columns.every((column) => Object.hasOwn(row, column)));
      if (!own) return [];
      const entries = await Array.fromAsync(Deno.readDir(folder));
      return entries.map(({ name }) => name).filter((name) => files.test(name));
    } catch {
      return [];
    }
  };
}
