import { eigenvaluesOfSymmetric } from "../math/eigenvalues_of_symmetric.ts";

/**
 * The eigenvalues that decide when a VAE with a Bernoulli decoder (cross-entropy + beta KL) leaves the
 * collapsed state: those of D^-1/2 C D^-1/2, where C is the covariance of the pixels, p their mean and
 * D = diag(p (1 - p)). The collapsed state is a local minimum if and only if beta is at least the
 * largest of them, and below it there are as many directions downhill as eigenvalues above beta.
 *
 * In the collapsed state the code is N(0, I) whatever the image is, and the decoder's logits are
 * those of p. Let unit z, encoded as N(a(x), 1), move the logits by w z. To second order, the
 * cross-entropy sum_i log(1 + e^logit_i) - x_i logit_i and the KL term then change by
 *
 *     -w' E[(x - p) a(x)] + 1/2 w' D w + beta/2 E[a(x)^2],
 *
 * since its curvature p (1 - p) does not depend on x, so that gray pixels behave as bits do. The best
 * code is linear, a(x) = w' (x - p) / beta, and leaves 1/2 w' D w - w' C w / (2 beta): negative for some
 * w if and only if beta < max w' C w / w' D w. (With squared error, D = 2 I gives the beta* = 2 l of
 * `criticalBeta`.) docs/bernoulli_collapse.md has every step.
 *
 * @param covariance C, row by row, [n * n]
 * @param mean p, [n]; pixels that are always 0 or always 1 vary in nothing and take no part
 * @returns descending, one for each pixel that takes part
 * @throws {RangeError} if the sizes do not fit, or a mean is outside of [0, 1]
 *
 * @example Two fair bits that are always equal
 * ```ts
 * import { bernoulliEigenvalues } from "./bernoulli_eigenvalues.ts";
 *
 * bernoulliEigenvalues([0.25, 0.25, 0.25, 0.25], [0.5, 0.5]); // Float64Array [2, 0]
 * ```
 */
export function bernoulliEigenvalues(
  covariance: ArrayLike<number>,
  mean: ArrayLike<number>,
): Float64Array {
  const n = mean.length;
  if (covariance.length !== n * n) {
    throw new RangeError(
      `wanted a covariance of ${n} x ${n} numbers for ${n} means, got ${covariance.length}`,
    );
  }
  const taking: number[] = [];
  for (let i = 0; i < n; i++) {
    if (!(mean[i] >= 0 && mean[i] <= 1)) {
      throw new RangeError(`mean[${i}] must be a number from 0 to 1, got ${mean[i]}`);
    }
    if (mean[i] > 0 && mean[i] < 1) taking.push(i);
  }
  const std = taking.map((i) => Math.sqrt(mean[i] * (1 - mean[i]))); // of a bit with this mean
  const m = taking.length;
  const scaled = new Float64Array(m * m);
  taking.forEach((i, a) =>
    taking.forEach((j, b) => scaled[a * m + b] = covariance[i * n + j] / (std[a] * std[b]))
  );
  return eigenvaluesOfSymmetric(scaled);
}
