import { expRemainder } from "./exp_remainder.ts";
import { checkGaussian, type Gaussian } from "./gaussian.ts";

/**
 * The KL divergence KL(q || p) of two univariate Gaussians, in nats:
 * log(sigma1/sigma2) + (sigma2^2 + (mu1 - mu2)^2) / (2 sigma1^2) - 1/2
 * for p = N(mu1, sigma1^2) and q = N(mu2, sigma2^2) (Kingma & Welling 2014, arXiv 1312.6114,
 * appendix B, has it for p = N(0, 1)).
 *
 * It is computed as a sum of two terms that cannot be negative, ((mu2 - mu1)/sigma1)^2 / 2 and
 * (exp(v) - 1 - v) / 2 with v = log(sigma2^2/sigma1^2); so the result is never negative, is 0 only
 * where q = p (or where their means are closer than 1e-162 sigma1), and keeps its digits where q
 * and p are nearly equal. It is Infinity where it exceeds float64's range.
 *
 * @param q the Gaussian that the expectation is taken under
 * @param p the Gaussian that q is measured against
 * @throws {TypeError} if a mean or a standard deviation is not a number
 * @throws {RangeError} if one is NaN or infinite, or a standard deviation is 0 or negative
 *
 * @example KL is not symmetric
 * ```ts
 * import { klUnivariate } from "./kl_univariate.ts";
 *
 * const q = { mean: 1, std: 0.5 };
 * const p = { mean: 0, std: 1 };
 * klUnivariate(q, p); // 0.8181471805599453
 * klUnivariate(p, q); // 2.8068528194400546
 * ```
 */
export function klUnivariate(q: Gaussian, p: Gaussian): number {
  checkGaussian(q, "q");
  checkGaussian(p, "p");
  const distance = (q.mean - p.mean) / p.std;
  return (distance * distance + expRemainder(2 * logRatio(q.std, p.std))) / 2;
}

/** log(a / b) of two positive numbers, to nearly full precision wherever they lie. */
function logRatio(a: number, b: number): number {
  const ratio = a / b;
  // a - b is exact here (Sterbenz), a / b is not, and the logarithm near 1 would magnify that.
  if (ratio > 0.5 && ratio < 2) return Math.log1p((a - b) / b);
  // A ratio beyond the normal range has lost its digits; its logarithm is still an ordinary number.
  const isNormal = ratio > 2 ** -1022 && ratio < Infinity;
  return isNormal ? Math.log(ratio) : Math.log(a) - Math.log(b);
}
