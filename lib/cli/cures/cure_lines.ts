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
    "image bound on the first 1,000: at the decoder's variance (1/2, or what the sigma-VAE learned), and at",
    "the model's own error per pixel. A smaller variance alone makes log p(x) larger: compare the second.",
  ];
}

/**
 * What the tables say: the best by loss and by likelihood, unless these seeds do not tell it apart from
 * the first method (means within two standard errors of each other).
 */
export function recommendation(cures: readonly CureSummary[]): string[] {
  if (cures.length < 2) return ["One method alone: there is nothing to compare."];
  if (cures.some(({ states }) => states.length < 2)) {
    return [
      "With one seed a method has no spread: nothing can be recommended. Give --seeds two or more.",
    ];
  }
  const byLoss = best("lossAtBetaOne", cures, -1), byBound = best("fittedBound", cures, 1);
  const lines = [
    `Loss at beta 1: ${told("lossAtBetaOne", byLoss, cures, 2)}`,
    `Likelihood at its own error: ${told("fittedBound", byBound, cures, 1)}`,
  ];
  const [lossWins, boundWins] = [
    apart("lossAtBetaOne", byLoss, cures[0]),
    apart("fittedBound", byBound, cures[0]),
  ];
  const advice = byLoss === byBound && lossWins && boundWins ? `${byLoss.title}, by both.` : [
    ...lossWins ? [`${byLoss.title} for the loss at beta 1`] : [],
    ...boundWins ? [`${byBound.title} for the likelihood`] : [],
  ].join("; ") || `nothing; no method is told apart from ${cures[0].title}`;
  return [...lines, `Recommended by these numbers: ${advice.replace(/\.?$/, ".")}`];
}

type Criterion = "lossAtBetaOne" | "fittedBound";

function best(name: Criterion, cures: readonly CureSummary[], sign: 1 | -1): CureSummary {
  return cures.reduce((a, b) => sign * (b[name].mean - a[name].mean) > 0 ? b : a);
}

/** Whether two means lie further apart than two standard errors of their difference. */
function apart(name: Criterion, a: CureSummary, b: CureSummary): boolean {
  const error = ({ deviation, n }: Summary) => deviation ** 2 / n;
  return Math.abs(a[name].mean - b[name].mean) > 2 * Math.sqrt(error(a[name]) + error(b[name]));
}

function told(
  name: Criterion,
  winner: CureSummary,
  cures: readonly CureSummary[],
  digits: number,
): string {
  const [base] = cures;
  const others = cures.filter((cure) => cure !== winner);
  const close = others.filter((cure) => !apart(name, winner, cure)).map(({ title }) => title);
  const gain = Math.abs(winner[name].mean - base[name].mean).toFixed(digits);
  return [
    `best with ${winner.title}, ${withSpread(winner[name], digits)}`,
    winner === base ? "" : `, ${gain} better than ${base.title}`,
    `. Told apart from ${
      close.length === 0
        ? "all others"
        : `${others.length - close.length} of ${others.length} others`
    }`,
    close.length === 0 ? "." : `, not from: ${close.join(", ")}.`,
  ].join("");
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
