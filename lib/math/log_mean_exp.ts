/**
 * log(mean(exp(values))) without overflow: the largest value is taken out first. It is never below the
 * mean of the values (Jensen), and never above the largest.
 *
 * @param values one or more; -Infinity is a value like any other, the logarithm of 0
 * @throws {RangeError} if there is none
 *
 * @example
 * ```ts
 * import { logMeanExp } from "./log_mean_exp.ts";
 *
 * logMeanExp([-1000, -1000 + Math.log(3)]); // -999.30685281944, which is log(2) - 1000
 * ```
 */
export function logMeanExp(values: ArrayLike<number>): number {
  if (values.length === 0) throw new RangeError("values must hold one or more, got none");
  let largest = -Infinity;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, values[i]);
  if (!Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const below = values[i] - largest;
    if (below > NEGLIGIBLE) sum += Math.exp(below);
  }
  return largest + Math.log(sum / values.length);
}

/** 10^14 terms of exp(-70) are still beyond float64's digits; most terms of a mixture lie there. */
const NEGLIGIBLE = -70;
