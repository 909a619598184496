import type { Gaussian } from "../math/gaussian.ts";
import type { EncodedImages } from "./encode_images.ts";

/**
 * The mean and the standard deviation of each unit under the aggregate posterior q(z): its variance is the
 * variance of the means plus the mean of the variances.
 *
 * @returns one for each unit. [d]
 *
 * @example Two posteriors of variance 1, at -2 and 2
 * ```ts
 * import { aggregateMoments } from "./aggregate_moments.ts";
 *
 * const mu = Float32Array.of(-2, 2);
 * aggregateMoments({ count: 2, latentSize: 1, mu, logVar: new Float32Array(2) }); // mean 0, std sqrt(5)
 * ```
 */
export function aggregateMoments(
  { count, latentSize: d, mu, logVar }: EncodedImages,
): Gaussian[] {
  const [mean, variance] = [new Float64Array(d), new Float64Array(d)];
  for (let i = 0; i < mu.length; i++) mean[i % d] += mu[i] / count;
  for (let i = 0; i < mu.length; i++) {
    variance[i % d] += ((mu[i] - mean[i % d]) ** 2 + Math.exp(logVar[i])) / count;
  }
  return Array.from(mean, (value, unit) => ({ mean: value, std: Math.sqrt(variance[unit]) }));
}
