import { stringify } from "../../deps/std_csv.ts";
import { lowBits } from "../../math/seed.ts";
import { readRunRecord } from "../../run/read_run_record.ts";
import type { OutputFolder } from "../../run/output_folder.ts";
import { UserError } from "../../user_error.ts";
import { drawFigures } from "./draw_figures.ts";
import { findRuns } from "./find_runs.ts";
import { type Group, groups } from "./groups.ts";
import { kindOf, type Row, rowOf } from "./row.ts";
import { type Theory, theoryOf } from "./theory.ts";

/** What the runs of a sweep came to. */
export interface SweepResults {
  /** A row for each run, those together that differ in their seed alone. */
  readonly rows: readonly Row[];
  /** The same by the runs that differ in their seed alone. */
  readonly groups: readonly Group[];
  /** The eigenvalues of the images that a group was trained on. */
  readonly theory: Theory;
  /** Why folders were left out, a sentence each. */
  readonly leftOut: readonly string[];
  /** The files that were written. */
  readonly files: readonly string[];
}

/**
 * Makes one table and the figures of all complete runs in some folders, from whatever machines they came.
 *
 * @param folders run folders, or folders that hold them
 * @param folder where `runs.csv`, `runs.json` and the figures go
 * @throws {UserError} if there is no complete run
 */
export async function collect(
  folders: readonly string[],
  folder: OutputFolder,
): Promise<SweepResults> {
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
  if (rows.length === 0) {
    throw new UserError([`no complete run in ${folders.join(", ")}.`, ...leftOut].join("\n  "));
  }
  const together = groups(rows);
  const tidy = together.flatMap(({ rows }) => rows);
  const theory = await theoryOf(together, folder);
  await folder.write("runs.csv", csv(tidy));
  await folder.write("runs.json", JSON.stringify(tidy, null, 2) + "\n");
  const figures = await drawFigures(together, theory, folder);
  const files = ["runs.csv", "runs.json", ...figures];
  return { rows: tidy, groups: together, theory, leftOut, files };
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
