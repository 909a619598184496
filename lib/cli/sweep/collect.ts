import { stringify } from "../../deps/std_csv.ts";
import { lowBits } from "../../math/seed.ts";
import { readRunRecord } from "../../run/read_run_record.ts";
import type { OutputFolder } from "../../run/output_folder.ts";
import { UserError } from "../../user_error.ts";
import type { Terminal } from "../terminal.ts";
import { drawFigures } from "./draw_figures.ts";
import { findRuns } from "./find_runs.ts";
import { groups } from "./groups.ts";
import { kindOf, type Row, rowOf } from "./row.ts";
import { summaryLines } from "./summary_lines.ts";
import { theoryOf } from "./theory.ts";

/**
 * Makes one table and the figures of all whole runs in some folders, from whatever machines they came.
 *
 * @param folders run folders, or folders that hold them
 * @param folder where `runs.csv`, `runs.json` and the figures go
 * @throws {UserError} if there is no complete run
 */
export async function collect(
  folders: readonly string[],
  folder: OutputFolder,
  { say, note }: Terminal,
): Promise<void> {
  const rows: Row[] = [];
  const leftOut: string[] = [];
  const seen = new Set<string>();
  for (const run of await findRuns(folders)) {
    try {
      const row = rowOf(run, await readRunRecord(run));
      const key = `${lowBits(BigInt(row.seed))} ${kindOf(row)}`;
      if (seen.has(key)) throw new UserError(`${run}: this run is in the table already.`);
      seen.add(key);
      rows.push(row);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      leftOut.push(error.message);
    }
  }
  for (const reason of leftOut) note(`left out: ${reason}`);
  if (rows.length === 0) throw new UserError(`no complete run in ${folders.join(", ")}.`);
  const together = groups(rows);
  const tidy = together.flatMap(({ rows }) => rows);
  await folder.write("runs.csv", csv(tidy));
  await folder.write("runs.json", JSON.stringify(tidy, null, 2) + "\n");
  const theory = await theoryOf(together);
  for (const line of summaryLines(together, theory)) say(line);
  const figures = await drawFigures(together, theory, folder);
  note(`results in ${folder.path}: ${["runs.csv", "runs.json", ...figures].join(", ")}`);
}

/** More than float32 holds; runs.json has all of them. */
const DIGITS = 8;

/** A line for each run; what is a list or a record there is words in a cell. */
function csv(rows: readonly Row[]): string {
  const short = (value: unknown) =>
    typeof value === "number" && !Number.isInteger(value)
      ? Number(value.toPrecision(DIGITS))
      : value;
  const cells = rows.map((row) => ({
    ...Object.fromEntries(Object.entries(row).map(([name, value]) => [name, short(value)])),
    klPerUnit: row.klPerUnit.map((kl) => kl.toFixed(4)).join(" "),
    versions: Object.entries(row.versions).map((pair) => pair.join(" ")).join(", "),
  }));
  // Carriage returns are CSV's own way; version control would rather have none.
  return stringify(cells, { columns: Object.keys(cells[0]) }).replaceAll("\r\n", "\n");
}
