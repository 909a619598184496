import { checkGaussian, type Gaussian, logDensity } from "./gaussian.ts";
import { type Integral, integrate, type IntegrateOptions } from "./integrate.ts";

/** Standard deviations from the mean at which quadrature stops: 4e-33 of the mass lies beyond. */
const REACH = 12;

/**
 * The expectation E_q[f(x)] = integral of q(x) f(x) dx by adaptive quadrature, over the 12 standard
 * deviations on either side of the mean; f must not outgrow q's tails (a log density does not).
 *
 * @throws {TypeError} if the mean or the standard deviation is not a number
 * @throws {RangeError} if q is no Gaussian, or f returns NaN or an infinity
 *
 * @example The KL divergence by its definition, E_q[log q - log p]
 * ```ts
 * import { expectation } from "./expectation.ts";
 * import { logDensity } from "./gaussian.ts";
 *
 * const q = { mean: 1, std: 0.5 };
 * const p = { mean: 0, std: 1 };
 * expectation(q, (x) => logDensity(q, x) - logDensity(p, x)).value; // 0.8181471805599453
 * ```
 */
export function expectation(
  q: Gaussian,
  f: (x: number) => number,
  options?: IntegrateOptions,
): Integral {
  checkGaussian(q, "q");
  const reach = REACH * q.std;
  const integrand = (x: number) => Math.exp(logDensity(q, x)) * f(x);
  return integrate(integrand, q.mean - reach, q.mean + reach, options);
}
