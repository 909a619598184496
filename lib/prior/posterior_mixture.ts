import { HALF_LOG_TWO_PI } from "../math/gaussian.ts";
import type { GaussianMixture } from "./gaussian_mixture.ts";

/** How dense a mixture of posteriors is at codes, and how that changes with the posteriors. */
export interface PosteriorMixtureGradient {
  /** The mean over the codes of log 1/K sum_k q(z|u_k), in nats. */
  readonly logLikelihood: number;
  /** Its derivative by each mean. [K * d] */
  readonly mu: Float32Array;
  /** Its derivative by each log variance. [K * d] */
  readonly logVar: Float32Array;
}

/**
 * The mean log density of codes under a mixture of K diagonal Gaussians of equal weights, and its gradient, in
 * float64. With r_k the share of component k in the density of a code, they are r_k (z - mu_k) / var_k and
 * r_k ((z - mu_k)^2 / var_k - 1) / 2, averaged over the codes.
 *
 * @param mu means. [K * d]
 * @param logVar logarithms of the variances. [K * d]
 * @param codes code after code. [B * d]
 */
export function posteriorMixtureGradient(
  mu: ArrayLike<number>,
  logVar: ArrayLike<number>,
  codes: ArrayLike<number>,
  d: number,
): PosteriorMixtureGradient {
  const components = mu.length / d, count = codes.length / d;
  const precision = Float64Array.from(logVar, (value) => Math.exp(-value));
  const means = Float64Array.from(mu);
  const atMean = new Float64Array(components).fill(-d * HALF_LOG_TWO_PI - Math.log(components));
  for (let i = 0; i < logVar.length; i++) atMean[Math.floor(i / d)] -= logVar[i] / 2;
  const byMu = new Float64Array(means.length), byLogVar = new Float64Array(means.length);
  const shares = new Float64Array(components);
  const z = new Float64Array(d);
  let logLikelihood = 0;
  for (let n = 0; n < count; n++) {
    for (let i = 0; i < d; i++) z[i] = codes[n * d + i];
    let largest = -Infinity;
    for (let k = 0, at = 0; k < components; k++) {
      let squares = 0;
      for (let i = 0; i < d; i++, at++) squares += (z[i] - means[at]) ** 2 * precision[at];
      shares[k] = atMean[k] - squares / 2;
      if (shares[k] > largest) largest = shares[k];
    }
    let sum = 0;
    for (let k = 0; k < components; k++) sum += shares[k] = Math.exp(shares[k] - largest);
    logLikelihood += (largest + Math.log(sum)) / count;
    for (let k = 0; k < components; k++) {
      const share = shares[k] / sum;
      if (share < 1e-12) continue; // float32 will not feel it
      for (let i = 0, at = k * d; i < d; i++, at++) {
        const pull = (z[i] - means[at]) * precision[at];
        byMu[at] += share * pull / count;
        byLogVar[at] += share * (pull * (z[i] - means[at]) - 1) / (2 * count);
      }
    }
  }
  return { logLikelihood, mu: Float32Array.from(byMu), logVar: Float32Array.from(byLogVar) };
}

/** Posteriors as a mixture of equal weights. [K * d], [K * d] -> */
export function posteriorMixture(
  mu: ArrayLike<number>,
  logVar: ArrayLike<number>,
  d: number,
): GaussianMixture {
  const components = mu.length / d;
  const factors = new Float64Array(components * d * d);
  for (let row = 0; row < components * d; row++) {
    factors[row * d + row % d] = Math.exp(logVar[row] / 2);
  }
  return {
    latentSize: d,
    weights: new Float64Array(components).fill(1 / components),
    means: Float64Array.from(mu),
    factors,
  };
}
