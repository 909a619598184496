import { cholesky } from "./cholesky.ts";
import { HALF_LOG_TWO_PI } from "./gaussian.ts";

/**
 * The log density of a normal distribution N(mean, covariance) in d dimensions, in nats:
 * -1/2 (d log(2 pi) + log det covariance + (x - mean)^T covariance^-1 (x - mean)).
 *
 * The covariance is any symmetric positive definite matrix: determinant and inverse come from its
 * Cholesky factor (Golub & Van Loan, Matrix Computations, 4th ed., algorithm 4.2.1), and nothing is
 * assumed of a diagonal one. So it can bear witness that the density of a diagonal one factorises.
 *
 * @param mean [d]
 * @param covariance [d, d], rows first
 * @returns the log density as a function of x, [d]
 * @throws {RangeError} if the lengths do not fit, or the covariance is not positive definite
 *
 * @example
 * ```ts
 * import { multivariateLogDensity } from "./multivariate_log_density.ts";
 *
 * const logDensity = multivariateLogDensity([0, 0], [[1, 0], [0, 1]]);
 * logDensity([0, 0]); // -1.8378770664093453
 * ```
 */
export function multivariateLogDensity(
  mean: ArrayLike<number>,
  covariance: readonly ArrayLike<number>[],
): (x: ArrayLike<number>) => number {
  const d = mean.length;
  if (covariance.length !== d || covariance.some((row) => row.length !== d)) {
    throw new RangeError(`a mean of length ${d} needs a covariance of [${d}, ${d}]`);
  }
  const factor = cholesky(covariance.flatMap((row) => Array.from(row)), d);
  if ("pivot" in factor) {
    const { pivot, value } = factor;
    throw new RangeError(`the covariance must be positive definite; pivot ${pivot} is ${value}`);
  }
  let halfLogDet = 0;
  for (let i = 0; i < d; i++) halfLogDet += Math.log(factor[i * d + i]);
  return (x) => {
    if (x.length !== d) throw new RangeError(`x must have length ${d}, got ${x.length}`);
    // Forward substitution: factor * z = x - mean, so that z^T z is the quadratic form.
    const z: number[] = [];
    for (let i = 0; i < d; i++) {
      let rest = x[i] - mean[i];
      for (let j = 0; j < i; j++) rest -= factor[i * d + j] * z[j];
      z.push(rest / factor[i * d + i]);
    }
    return -d * HALF_LOG_TWO_PI - halfLogDet - z.reduce((sum, each) => sum + each * each, 0) / 2;
  };
}
