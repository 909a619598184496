import { checkFinite } from "./check_argument.ts";
/**
 * Holm's correction of p-values for the number of tests that were made (Holm 1979): a test whose
 * corrected value is below 5 % is significant, and the chance that any true null hypothesis among them is
 * rejected stays below 5 %.
 *
 * @throws {RangeError} for a number outside of 0 ... 1
 * @returns the corrected values in the order of `ps`, each at most 1
 *
 * @example Of four tests the smallest p-value is multiplied by 4, the next one by 3
 * ```ts
 * import { holm } from "./holm.ts";
 *
 * holm([0.01, 0.04, 0.03, 0.005]); // [0.03, 0.06, 0.06, 0.02]
 * ```
 */
export function holm(ps: readonly number[]): number[] {
  for (const p of ps) checkFinite("a p-value", p, { min: 0, max: 1 });
  const order = ps.map((_, i) => i).sort((a, b) => ps[a] - ps[b]);
  const corrected = Array<number>(ps.length);
  let largest = 0;
  for (const [rank, i] of order.entries()) {
    // In the order of the values: a larger one is never called more significant than a smaller one.
    largest = Math.max(largest, Math.min(1, (ps.length - rank) * ps[i]));
    corrected[i] = largest;
  }
  return corrected;
}
