import { jStat } from "../deps/jstat.ts";
import { checkFinite } from "../math/check_argument.ts";

/**
 * The mean KL divergence of a unit of the linear VAE over data sets of N images each, at a weight of the KL
 * term that is the same for all of them.
 *
 * Of N images the covariance has another eigenvalue than that of all. Each data set has its transition,
 * as sharp as ever, at its own; a mean over data sets, or a plot against the eigenvalue of all images,
 * shows it rounded over a width that falls as 1 / sqrt(N). With the eigenvalue's logarithm normal about
 * ln l with standard deviation t, X = 1/2 ln(l_N / s) is normal with mean m = 1/2 ln(l / s) and deviation
 * t / 2, and the mean of max(0, X) is m Phi(2 m / t) + t / 2 phi(2 m / t): t / sqrt(8 pi) at the critical
 * weight itself, no jump either.
 *
 * @param ratio the weight of the KL term over the critical one of all images; above 0
 * @param spread the standard deviation of the eigenvalue over data sets, relative to it; see
 * `eigenvalueSpread`. From 0 on
 * @returns in nats
 * @throws {RangeError} for other numbers
 *
 * @example
 * ```ts
 * import { roundedTransition } from "./rounded_transition.ts";
 *
 * roundedTransition(1, 0.04); // 0.04 / sqrt(8 pi) = 0.0080 nats
 * ```
 */
export function roundedTransition(ratio: number, spread: number): number {
  checkFinite("ratio", ratio, { above: 0 });
  checkFinite("spread", spread, { min: 0 });
  const mean = -Math.log(ratio) / 2;
  if (spread === 0) return Math.max(0, mean);
  const deviation = spread / 2;
  const z = mean / deviation;
  const density = Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI);
  return mean * jStat.normal.cdf(z, 0, 1) + deviation * density;
}
