import config from "../../../deno.json" with { type: "json" };
import type { Table } from "../../experiment/table/column.ts";
import { drawTable } from "../../experiment/table/draw_table.ts";
import { gatherTables } from "../../experiment/table/gather_tables.ts";
import { tableOfParquet } from "../../experiment/table/parquet_of_table.ts";
import { writeTables } from "../../experiment/table/write_tables.ts";
import { readPlainFile } from "../../file/read_plain_file.ts";
import { folders, onOff, type OptionsOf } from "../../run/option.ts";
import { force, out } from "../../run/run_options.ts";
import { openOutput } from "../open_output.ts";
import { table as aligned } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { CITATION } from "./citation.ts";
import { dataCard } from "./data_card.ts";

/** The flags of `deno task table`. */
export const TABLE_FLAGS = {
  sources: {
    ...folders(
      "the folders of runs, at any depth, and of earlier tables, and files of results (JSON with an array of records)",
    ),
    positional: true,
  },
  figures: onOff("draw every figure that the table decides, from the Parquet files just written"),
  out: out("table"),
  force,
} as const;

/** In bytes. */
const MAX_FILE = 2 ** 30;

/**
 * `deno task table`: all runs as tidy tables in CSV and Parquet, with a data card and the SHA-256 of each file.
 *
 * @throws {UserError} if a source cannot be read, or there is no finished run
 */
export async function table(
  { sources = [], figures, out, force }: OptionsOf<typeof TABLE_FLAGS>,
  { say, note }: Terminal,
): Promise<void> {
  const { tables, leftOut } = await gatherTables(sources);
  const named = tables.flatMap(({ name }) => [`${name}.csv`, `${name}.parquet`]);
  using folder = await openOutput({ task: "table", out, force }, [...named, CARD, SUMS]);
  const files = await writeTables(tables, folder);
  await folder.write(CARD, dataCard({ tables, citation: CITATION, licence: config.license }));
  files.push(CARD);
  const read: Record<string, Uint8Array> = {};
  for (const name of files) read[name] = (await readPlainFile(`${out}/${name}`, MAX_FILE))!;
  await folder.write(SUMS, await sums(read));
  for (const reason of leftOut) note(`left out: ${reason}`);
  for (const line of aligned(summary(tables, read))) say(line);
  if (figures) {
    const again = await Promise.all(
      tables.map(({ name }) => {
        const file = `${name}.parquet`;
        return tableOfParquet(read[file], name, `${out}/${file}`);
      }),
    );
    const drawn = await drawTable(again, folder);
    if (drawn.length === 0) note("the runs are enough for no figure");
    files.push(...drawn);
  }
  note(`results in ${out}: ${[...files, SUMS].join(", ")}`);
}

const CARD = "data_card.md", SUMS = "SHA256SUMS";

function summary(tables: readonly Table[], files: Readonly<Record<string, Uint8Array>>) {
  const kilobytes = (name: string) => (files[name].length / 1000).toFixed(1);
  return [
    ["table", "rows", "columns", "kB of CSV", "kB of Parquet"],
    ...tables.map(({ name, columns, rows }) => [
      ...[name, `${rows.length}`, `${columns.length}`],
      ...[kilobytes(`${name}.csv`), kilobytes(`${name}.parquet`)],
    ]),
  ];
}

/** What `sha256sum --check` takes. */
async function sums(files: Readonly<Record<string, Uint8Array>>): Promise<string> {
  const lines: string[] = [];
  for (const [name, bytes] of Object.entries(files)) {
    const hash = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
    lines.push(`${new Uint8Array(hash).toHex()}  ${name}\n`);
  }
  return lines.join("");
}
