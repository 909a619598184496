/**
 * The entropy of a histogram in nats: -sum p log p, p being the share of each count. Its exponential is
 * the effective number of classes: n equal counts give n.
 *
 * @returns 0 where only one count, or none, is above 0
 * @throws {RangeError} if a count is negative or not finite
 *
 * @example
 * ```ts
 * import { entropy } from "./entropy.ts";
 *
 * Math.exp(entropy([5, 5, 0, 0])); // 2
 * ```
 */
export function entropy(counts: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < counts.length; i++) {
    if (!(counts[i] >= 0 && counts[i] < Infinity)) {
      throw new RangeError(`counts[${i}] must be a finite number from 0 on, got ${counts[i]}`);
    }
    total += counts[i];
  }
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    const share = counts[i] / total;
    if (share > 0) sum -= share * Math.log(share);
  }
  return sum;
}
