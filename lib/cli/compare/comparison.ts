import type { RunRecord } from "../../run/run_record.ts";
import { flagName } from "../flags.ts";

/** A run, and what it is called beside others. */
export interface NamedRun {
  readonly name: string;
  readonly record: RunRecord;
}

/** Options that say where and how a run was computed, not what. */
const NEUTRAL = ["out", "resume", "force", "threads", "backend"];

/**
 * The rows of a table that lays runs side by side, a column each: the options in which they differ, then
 * what they came to. The first row holds their names.
 *
 * @param runs two or more, each with an epoch or more
 */
export function comparison(runs: readonly NamedRun[]): string[][] {
  const row = (title: string, cell: (record: RunRecord) => string) => [
    ...[title, ...runs.map(({ record }) => cell(record))],
  ];
  const last = ({ epochs }: RunRecord) => epochs[epochs.length - 1];
  const number = (value: number | undefined) => value === undefined ? "-" : value.toFixed(3);
  const differs = ([_, ...cells]: string[]) => cells.some((cell) => cell !== cells[0]);
  const options = [...new Set(runs.flatMap(({ record }) => Object.keys(record.options)))]
    .filter((name) => !NEUTRAL.includes(name) && name !== "images")
    .map((name) =>
      row(flagName(name), ({ options }) => options[name] === undefined ? "-" : `${options[name]}`)
    );
  const setting = [
    row("task", ({ task }) => task),
    ...options,
    row("images", ({ data }) => String(data.images)),
    row("backend", ({ backend }) => backend),
  ].filter(differs);
  return [
    ["", ...runs.map(({ name }) => name)],
    ...setting,
    row(
      "epochs",
      ({ epochs, finishedAt }) => `${epochs.length}${finishedAt ? "" : " (unfinished)"}`,
    ),
    row("weight of the KL term", (run) => Number(last(run).klWeight.toPrecision(4)).toString()),
    row("loss at beta 1", (run) => number(last(run).reconstruction + last(run).kl)),
    row("reconstruction", (run) => number(last(run).reconstruction)),
    row("KL (nats)", (run) => number(last(run).kl)),
    row("active units", (run) => `${last(run).activeUnits} of ${last(run).klPerUnit.length}`),
    row("test: loss at beta 1", (run) => {
      const { test } = last(run);
      return number(test && test.reconstruction + test.kl);
    }),
    row("test: reconstruction", (run) => number(last(run).test?.reconstruction)),
    row("test: KL (nats)", (run) => number(last(run).test?.kl)),
    row("state", ({ verdict }) => verdict?.state ?? "-"),
    row("loss at its own weight", ({ verdict }) => number(verdict?.loss)),
    row("the optimal linear VAE's", ({ verdict }) => number(verdict?.linearOptimum)),
  ];
}

/** What a reader must know before believing a difference; nothing, most often. */
export function caution(runs: readonly NamedRun[]): string | undefined {
  const likelihoods = new Set(runs.map(({ record }) => record.options.likelihood ?? "gaussian"));
  if (likelihoods.size > 1) {
    return "Their reconstructions are measured in squared error and in cross-entropy: these losses cannot be\n" +
      "compared; KL, active units and states can.";
  }
  if (differentImages(runs)) {
    return "They were trained on different images: only their losses on the same test images can be compared.";
  }
  if (differentDivisors(runs)) {
    return "The last batch of an epoch was divided by its rows in one run and by the batch size in another (--divisor):\n" +
      "compare the losses at their own weight and on the test images, which are means over the images.";
  }
}

/** Whether two of the runs saw different images; by their SHA-256, else by their name and number. */
function differentImages(runs: readonly NamedRun[]): boolean {
  const data = runs.map(({ record }) => record.data);
  const known = data.every(({ sha256 }) => sha256 !== undefined);
  return new Set(data.map(({ name, images, sha256 }) => known ? sha256 : `${name} ${images}`))
    .size > 1;
}

/** Whether the last batches of two runs' epochs were divided by different numbers. */
function differentDivisors(runs: readonly NamedRun[]): boolean {
  const short = runs.some(({ record: { data, options: { batchSize } } }) =>
    data.images % Number(batchSize) !== 0
  );
  return short && new Set(runs.map(({ record }) => record.options.divisor)).size > 1;
}

/** What each folder is called: its own name, or its whole path where two have the same. */
export function runNames(folders: readonly string[]): string[] {
  const names = folders.map((folder) => folder.split(/[\\/]/).filter(Boolean).at(-1) ?? folder);
  return names.map((name, i) =>
    names.filter((other) => other === name).length > 1 ? folders[i] : name
  );
}
