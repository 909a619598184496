import type { DiagonalCase } from "./diagonal_case.ts";

/** The closed form in its parts: factor * sum (or another reduction) of -1/2 (one + log - square - variance). */
export interface Formula {
  readonly given: (at: DiagonalCase) => DiagonalCase;
  readonly one: number;
  readonly log: (logVar: number) => number;
  readonly square: (mean: number, logVar: number) => number;
  readonly variance: (logVar: number) => number;
  readonly reduce: (units: readonly number[]) => number;
  readonly factor: number;
}

/** The right one. */
export const RIGHT: Formula = {
  given: (at) => at,
  one: 1,
  log: (logVar) => logVar,
  square: (mean) => mean ** 2,
  variance: Math.exp,
  reduce: (units) => units.reduce((sum, unit) => sum + unit, 0),
  factor: 1,
};

/** What a formula gives for a posterior. */
export function value(formula: Formula, at: DiagonalCase): number {
  const { given, one, log, square, variance, reduce, factor } = formula;
  const { mean: means, logVar: logVars } = given(at);
  const units = means.map((mean, i) => {
    const logVar = logVars[i];
    return -(one + log(logVar) - square(mean, logVar) - variance(logVar)) / 2;
  });
  return factor * reduce(units);
}
