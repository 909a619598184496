/**
 * All runs as one tidy table that can be cited, and read by any program.
 *
 *     deno task table out --out out/table
 *     deno task table fixtures/collapse out/new --out fixtures/collapse
 *     deno task table fixtures/collapse --figures --out out/figures
 *
 * Finds the finished runs of every task in the given folders, and writes a row for each run and one for
 * each epoch, as CSV and as Parquet, with a data card (columns, commands, images, versions, licence) and
 * the SHA-256 of every file. The same runs give the same bytes. A folder with such a table is a source,
 * too: so a table grows. docs/table.md says how to read it.
 * Left out on purpose: unfinished runs, which are listed.
 */
import { runCommand } from "../lib/cli/command.ts";
import { table, TABLE_FLAGS } from "../lib/cli/table/table.ts";

if (import.meta.main) {
  const status = await runCommand({
    name: "table",
    description: "Make one tidy table of all runs, in CSV and Parquet, with a data card.",
    flags: TABLE_FLAGS,
    examples: [
      ["table out --out out/table", "every finished run below out"],
      ["table out/table out/new --out out/table", "the same table with more runs"],
      ["table out/table --figures --out out/figures", "its figures"],
    ],
    objection: ({ sources = [] }) =>
      sources.length === 0 ? "no folder: wanted the folders of runs or of tables." : undefined,
    run: table,
  });
  Deno.exit(status);
}
