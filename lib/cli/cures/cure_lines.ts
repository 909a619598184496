import type { Summary } from "../../math/summary.ts";
import { table } from "../table.ts";

/** A method over its seeds: what `Measured` says of each run. */
export interface CureSummary {
  readonly title: string;
  readonly lossAtBetaOne: Summary;
  readonly reconstruction: Summary;
  readonly kl: Summary;
  readonly activeUnits: Summary;
  readonly information: Summary;
  readonly bound: Summary;
  readonly variance: Summary;
  readonly fittedBound: Summary;
  readonly fittedVariance: Summary;
  /** The state of each seed's run. */
  readonly states: readonly string[];
}

/** What a number is called, and how many decimals it has. */
type Columns = Partial<Record<keyof CureSummary, readonly [title: string, digits: number]>>;

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

/** The tables of all methods: means over the seeds, and their standard deviations. */
export function cureTables(cures: readonly CureSummary[]): string[] {
  const rows = (columns: Columns) =>
    cures.map((cure) =>
      Object.entries(columns).map(([name, [, digits]]) =>
        withSpread(cure[name as keyof CureSummary] as Summary, digits)
      )
    );
  const titles = (columns: Columns) => Object.values(columns).map(([title]) => title);
  const [losses, likelihoods] = [rows(LOSSES), rows(LIKELIHOODS)];
  return [
    ...table([
      ["", "n", ...titles(LOSSES), "state"],
      ...cures.map(({ title, states }, i) => [
        ...[title, String(states.length), ...losses[i], counted(states)],
      ]),
    ]),
    "",
    ...table([
      ["", ...titles(LIKELIHOODS)],
      ...cures.map(({ title }, i) => [title, ...likelihoods[i]]),
    ]),
    "",
    "Mean ± standard deviation over n seeds, on the test images; active units on the training images.",
    "Loss at beta 1: squared error + KL. Nats: KL, information I(x; z), and log p(x), which 50 codes an",
    "image bound on the first 1,000: at the decoder's variance (half the weight of the KL term; the sigma-VAE's",
    "is its error), and at the model's own error per pixel. A smaller variance alone makes log p(x) larger:",
    "compare the second.",
  ];
}

function withSpread({ mean, deviation, n }: Summary, digits: number): string {
  return mean.toFixed(digits) + (n > 1 ? ` ± ${deviation.toFixed(digits)}` : "");
}

/** `2 partial collapse, 1 healthy`. */
function counted(states: readonly string[]): string {
  return [...new Set(states)]
    .map((state) => `${states.filter((other) => other === state).length} ${state}`)
    .join(", ");
}
