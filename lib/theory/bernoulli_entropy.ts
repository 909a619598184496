/**
 * The entropy of independent bits in nats: sum_i -p_i log p_i - (1 - p_i) log(1 - p_i), where
 * 0 log 0 = 0.
 *
 * Of the mean image, it is the cross-entropy of the images themselves, bits or gray: that is linear in
 * x, and the mean of x is p. So it is the loss of a Bernoulli decoder that knows nothing of its code.
 *
 * @param p probabilities
 * @throws {RangeError} if one is outside of [0, 1]
 *
 * @example
 * ```ts
 * import { bernoulliEntropy } from "./bernoulli_entropy.ts";
 *
 * bernoulliEntropy([0.5, 1]); // 0.6931471805599453
 * ```
 */
export function bernoulliEntropy(p: ArrayLike<number>): number {
  let entropy = 0;
  for (let i = 0; i < p.length; i++) {
    if (!(p[i] >= 0 && p[i] <= 1)) {
      throw new RangeError(`p[${i}] must be a number from 0 to 1, got ${p[i]}`);
    }
    if (p[i] > 0 && p[i] < 1) {
      entropy -= p[i] * Math.log(p[i]) + (1 - p[i]) * Math.log1p(-p[i]);
    }
  }
  return entropy;
}
