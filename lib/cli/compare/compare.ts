import { methodCurves } from "../../figure/method_curves.ts";
import { readRunRecord } from "../../run/read_run_record.ts";
import { UserError } from "../../user_error.ts";
import type { Options } from "../flags.ts";
import { folders } from "../../run/option.ts";
import { force, out } from "../../run/run_options.ts";
import { writePicture } from "../../experiment/write_picture.ts";
import { openOutput } from "../open_output.ts";
import { table } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { caution, comparison, type NamedRun, runNames } from "./comparison.ts";

/** The flags of `deno task compare`. */
export const COMPARE_FLAGS = {
  runs: {
    ...folders("the folders of two runs or more, whatever task they are of"),
    positional: true,
  },
  out: out("compare"),
  force,
} as const;

/** The values of {@linkcode COMPARE_FLAGS}. */
export type CompareOptions = Options<typeof COMPARE_FLAGS>;

/** Refuses what is no comparison. */
export function compareObjection({ runs = [] }: CompareOptions): string | undefined {
  if (runs.length < 2) return "one run alone: wanted two run folders or more.";
  const twice = runs.find((run, i) => runs.indexOf(run) !== i);
  if (twice) return `${twice} is there twice.`;
}

/**
 * `deno task compare`: lays runs side by side, in a table and a figure.
 *
 * @throws {UserError} if a folder holds no run, or one without an epoch
 */
export async function compare(
  { runs = [], out, force }: CompareOptions,
  { say, note }: Terminal,
): Promise<void> {
  const names = runNames(runs);
  const compared: NamedRun[] = [];
  for (const [i, run] of runs.entries()) {
    const record = await readRunRecord(run);
    if (record.epochs.length === 0) throw new UserError(`${run}: no epoch is done yet.`);
    compared.push({ name: names[i], record });
  }
  using folder = await openOutput({ task: "compare", out, force }, ["compare.png"]);
  for (const line of table(comparison(compared))) say(line);
  say();
  say(
    "Loss, reconstruction and KL: means over the last epoch. A loss at its own weight is measured after it,",
  );
  say("on the training images, like the verdict's. Options in which the runs agree are left out.");
  const warning = caution(compared);
  if (warning) say(warning);
  const canvas = await methodCurves({
    title: `${compared.length} runs side by side`,
    note: "Blue: this run. Gray: the others.",
    series: compared.map(({ name, record }) => ({ name, runs: [record.epochs] })),
  });
  await writePicture(folder, "compare.png", canvas);
  note(`figure: ${out}/compare.png`);
}
