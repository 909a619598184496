import type { UnivariateCase } from "./univariate_case.ts";

/** Means and standard deviations, as the formula uses them. */
interface Numbers {
  readonly meanQ: number;
  readonly stdQ: number;
  readonly meanP: number;
  readonly stdP: number;
}

/** The closed form in its parts: factor * (log + spread + distance - constant). */
export interface Formula {
  readonly numbers: (at: UnivariateCase) => Numbers;
  readonly log: (numbers: Numbers) => number;
  readonly spread: (numbers: Numbers) => number;
  readonly distance: (numbers: Numbers) => number;
  readonly constant: number;
  readonly factor: number;
}

/** The right one. */
export const RIGHT: Formula = {
  numbers: ({ q, p }) => ({ meanQ: q.mean, stdQ: q.std, meanP: p.mean, stdP: p.std }),
  log: ({ stdQ, stdP }) => Math.log(stdP / stdQ),
  spread: ({ stdQ, stdP }) => (stdQ / stdP) ** 2 / 2,
  distance: ({ meanQ, meanP, stdP }) => ((meanQ - meanP) / stdP) ** 2 / 2,
  constant: 1 / 2,
  factor: 1,
};

/** What a formula gives for two Gaussians. */
export function value(formula: Formula, at: UnivariateCase): number {
  const { constant, factor } = formula;
  const numbers = formula.numbers(at);
  const sum = formula.log(numbers) + formula.spread(numbers) + formula.distance(numbers);
  return factor * (sum - constant);
}
