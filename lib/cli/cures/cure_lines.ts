import type { Measured } from "../../experiment/cures/measure_cure.ts";
import { summary } from "../../math/summary.ts";
import { table } from "../table.ts";
import { timesOf } from "./times_of.ts";

/** The numbers of a run. */
type Numbers = Omit<Measured, "state" | "sha256" | "epochs">;

/** A method, and what it came to with each seed. */
export interface Cure {
  readonly title: string;
  readonly runs: readonly (Numbers & Pick<Measured, "state">)[];
}

/** What a number is called, and how many decimals it has. */
type Columns = { readonly [N in keyof Numbers]?: readonly [title: string, digits: number] };

const LOSSES: Columns = {
  lossAtBetaOne: ["loss at beta 1", 2],
  reconstruction: ["reconstruction", 2],
  kl: ["KL", 2],
  activeUnits: ["active units", 1],
};

const LIKELIHOODS: Columns = {
  information: ["I(x; z)", 2],
  bound: ["log p(x) >=", 1],
  variance: ["at variance", 4],
  fittedBound: ["log p(x) >=", 1],
  fittedVariance: ["at its own error", 4],
};

/**
 * The tables of all methods: means over the seeds, and their standard deviations.
 *
 * @param baseline the title of the one by whose time the others' is told, if it takes part
 */
export function cureTables(cures: readonly Cure[], baseline?: string): string[] {
  const rows = (columns: Columns) =>
    cures.map(({ runs }) =>
      Object.entries(columns).map(([name, [, digits]]) =>
        withSpread(runs.map((run) => run[name as keyof Numbers]), digits)
      )
    );
  const titles = (columns: Columns) => Object.values(columns).map(([title]) => title);
  const [losses, likelihoods] = [rows(LOSSES), rows(LIKELIHOODS)];
  return [
    ...table([
      ["", "n", ...titles(LOSSES), "state"],
      ...cures.map(({ title, runs }, i) => [
        ...[title, String(runs.length), ...losses[i], counted(runs.map(({ state }) => state))],
      ]),
    ]),
    "",
    ...table([
      ["", ...titles(LIKELIHOODS)],
      ...cures.map(({ title }, i) => [title, ...likelihoods[i]]),
    ]),
    "",
    ...timeTable(cures, baseline),
    "",
    "Mean ± standard deviation over n seeds, on the test images; active units on the training images.",
    "Loss at beta 1: squared error + KL. Nats: KL, information I(x; z), and log p(x), which 50 codes an",
    "image bound on the first 1,000: at the decoder's variance (half the weight of the KL term; the sigma-VAE's",
    "is its error), and at the model's own error per pixel. A smaller variance alone makes log p(x) larger:",
    "compare the second. Its variance is the mean error of one code of each posterior, which is best for the ELBO",
    "and too large for this bound, the more so where posteriors are wide: importance weighting may rank too low.",
    "Training: the time of its steps, beside whatever else the machine did.",
  ];
}

/** What the training took, in seconds and beside the baseline's with the same seed. */
function timeTable(cures: readonly Cure[], baseline: string | undefined): string[] {
  const seconds = ({ runs }: Cure) => runs.map(({ seconds }) => seconds);
  const base = cures.find(({ title }) => title === baseline);
  return table([
    ["", "training, s", ...base ? [`times ${base.title}`] : []],
    ...cures.map((cure) => [
      ...[cure.title, withSpread(seconds(cure), 1)],
      ...base ? [withSpread(timesOf(seconds(cure), seconds(base)), 2)] : [],
    ]),
  ]);
}

function withSpread(values: readonly number[], digits: number): string {
  const { mean, deviation, n } = summary(values);
  return mean.toFixed(digits) + (n > 1 ? ` ± ${deviation.toFixed(digits)}` : "");
}

/** `2 partial collapse, 1 healthy`. */
function counted(states: readonly string[]): string {
  return [...new Set(states)]
    .map((state) => `${states.filter((other) => other === state).length} ${state}`)
    .join(", ");
}
