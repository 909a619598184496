import { checkGaussian, type Gaussian, HALF_LOG_TWO_PI } from "./gaussian.ts";

/**
 * The expected log density E_q[log p] of two univariate Gaussians in closed form, in nats:
 * -1/2 log(2 pi sigma1^2) - (sigma2^2 + (mu1 - mu2)^2) / (2 sigma1^2)
 * for p = N(mu1, sigma1^2) and q = N(mu2, sigma2^2).
 *
 * The proof of the univariate KL divergence is two of them: E_q[log q] - E_q[log p]. With p = q it
 * is the negative entropy -1/2 (1 + log(2 pi sigma2^2)). (Take `klUnivariate` for the divergence
 * itself: the difference cancels where q and p are nearly equal.)
 *
 * @throws {TypeError} if a mean or a standard deviation is not a number
 * @throws {RangeError} if one is NaN or infinite, or a standard deviation is 0 or negative
 *
 * @example
 * ```ts
 * import { expectedLogDensity } from "./expected_log_density.ts";
 *
 * const q = { mean: 1, std: 0.5 };
 * expectedLogDensity(q, q) - expectedLogDensity(q, { mean: 0, std: 1 }); // 0.8181471805599453
 * ```
 */
export function expectedLogDensity(q: Gaussian, p: Gaussian): number {
  checkGaussian(q, "q");
  checkGaussian(p, "p");
  const spread = q.std / p.std;
  const distance = (q.mean - p.mean) / p.std;
  return -Math.log(p.std) - HALF_LOG_TWO_PI - (spread * spread + distance * distance) / 2;
}
