import { anneal } from "../../experiment/anneal.ts";
import { collapse } from "../../experiment/collapse.ts";
import { hysteresis } from "../../experiment/hysteresis.ts";
import { naive } from "../../experiment/naive.ts";
import type { Table, TableRow } from "../../experiment/table/column.ts";
import { NO_OPTIONS } from "../../experiment/table/run_columns.ts";
import { trainTask } from "../../experiment/train_task.ts";
import type { Option, OptionTable } from "../../run/option.ts";
import { compareSeeds } from "../../run/recorded_seed.ts";
import type { Citation } from "../../report/lab_report.ts";
import { flagName } from "../flags.ts";
import { posixWord } from "../posix_word.ts";

/** The options of each task. */
const TASKS: ReadonlyMap<string, OptionTable> = new Map(
  [trainTask, anneal, collapse, naive, hysteresis].map(({ name, options }) =>
    [name, options as unknown as OptionTable] as const
  ),
);

/** What a data card says beside its tables. */
export interface DataCard {
  readonly tables: readonly Table[];
  readonly citation: Citation;
  readonly licence: string;
}

/** The data card of some tables, as Markdown: the same tables, the same card. */
export function dataCard({ tables, citation, licence }: DataCard): string {
  const [runs] = tables;
  const { authors, title, version, year } = citation;
  return `# Data card: runs of the VAE lab

${
    markdown(
      ["table", "rows", "files"],
      tables.map(({ name, rows }) => [
        name,
        `${rows.length}`,
        `${name}.csv, ${name}.parquet`,
      ]),
    )
  }

The two files of a table hold the same rows. \`sha256sum --check SHA256SUMS\` verifies all files. Numbers
that were measured have eight significant digits, those of klPerUnit six; options have all of theirs. A
missing value is null in Parquet and an empty cell in CSV. A list is a list of float64 in Parquet, and
numbers with spaces between them in CSV. Seeds are texts, since they may be as large as 2^64 - 1.

\`runs\` and \`epochs\` share the column \`id\`. A run that comes from an older table of a sweep has no rows
in \`epochs\`, and four decimals in klPerUnit.

    SELECT beta, avg(testLoss), stddev(testLoss) FROM 'runs.parquet' WHERE task = 'train' GROUP BY beta

## Columns

${tables.map((table) => `### ${table.name}\n\n${columns(table)}`).join("\n\n")}

## Commands

Each line made the runs with the seeds after it. The folder that a run was written to changes nothing in
it; for a run on the same backend, kernels and threads the numbers come out again bit for bit.

${commands(runs.rows)}

## Images

${
    markdown(
      ["data", "images", "height", "width", "SHA-256 of the pixels", "runs"],
      counted(
        runs.rows,
        ["data", "images", "height", "width", "sha256"],
      ),
    )
  }

## Versions

${
    markdown(
      ["lab", "Deno", "tfjs", "backend", "kernels", "runs"],
      counted(runs.rows, ["labVersion", "denoVersion", "tfjsVersion", "backend", "kernels"]),
    )
  }

## Licence and citation

${licence} licence, as the software. Please cite:

> ${authors}. ${title}. Version ${version}, ${year}.

CITATION.cff of the repository says the same for programs.
`;
}

function columns({ columns, rows }: Table): string {
  const missing = (name: string) =>
    rows.filter((row) => row[name] === null || row[name] === undefined).length;
  return markdown(
    ["column", "type", "unit", "missing", "what it is"],
    columns.map(({ name, type, unit = "", description }) => [
      ...[name, type === "numbers" ? "list of numbers" : type, unit, `${missing(name)}`],
      description,
    ]),
  );
}

/** A line for the runs that differ in their seed alone. */
function commands(runs: readonly TableRow[]): string {
  const lines = Map.groupBy(runs, command);
  return [...lines].map(([line, runs]) => {
    const seeds = [...new Set(runs.map(({ seed }) => String(seed)))].sort(compareSeeds);
    return `    ${line}\n        --seed ${ranges(seeds).join(", ")}`;
  }).join("\n");
}

/** `0 to 9` for ten seeds in a row. */
function ranges(seeds: readonly string[]): string[] {
  const found: [first: string, last: string][] = [];
  for (const seed of seeds) {
    const last = found.at(-1);
    if (last && BigInt(last[1]) + 1n === BigInt(seed)) last[1] = seed;
    else found.push([seed, seed]);
  }
  return found.map(([first, last]) => first === last ? first : `${first} to ${last}`);
}

/** What trained a run, but for its seed and its folder. */
function command(row: TableRow): string {
  const task = String(row.task);
  const options = TASKS.get(task) ?? {};
  const names = Object.keys(options).filter((name) => !NO_OPTIONS.includes(name));
  const isDefault = (name: string, value: unknown) =>
    value === (options[name] as Option | undefined)?.default;
  const given = names.flatMap((name) => {
    const value = row[name];
    if (value === null || value === undefined || isDefault(name, value)) return [];
    return value === true ? [flagName(name)] : [flagName(name), posixWord(String(value))];
  });
  const data = row.data === "mnist" ? [] : ["--data", posixWord(String(row.data))];
  const images = row.data === "mnist" && row.images === MNIST
    ? []
    : ["--images", String(row.images)];
  const threads = row.threads ? ["--threads", String(row.threads)] : [];
  const backend = ["--backend", String(row.backend)];
  return ["deno task", task, ...given, ...data, ...images, ...backend, ...threads].join(" ");
}

/** The training images of MNIST. */
const MNIST = 60_000;

/** The combinations of some columns' values, each with the number of its rows. */
function counted(rows: readonly TableRow[], names: readonly string[]): string[][] {
  const kinds = Map.groupBy(
    rows,
    (row) => JSON.stringify(names.map((name) => row[name] ?? "")),
  );
  return [...kinds].map(([key, rows]) => [
    ...(JSON.parse(key) as unknown[]).map(String),
    `${rows.length}`,
  ]);
}

/** A table in Markdown. */
function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replace(/\s+/g, " ")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
