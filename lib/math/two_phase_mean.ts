import { checkWhole } from "./check_argument.ts";
import { type MonteCarloEstimate, monteCarloMean } from "./monte_carlo.ts";

/** What {@linkcode twoPhaseMean} finds. */
export interface TwoPhaseMean extends MonteCarloEstimate {
  /** By how much the costly values are above the cheap ones, on the same elements. */
  readonly gain: MonteCarloEstimate;
}

/**
 * The mean of a value that is costly to have, from a cheap one of all elements and the costly one of some: the mean of
 * the cheap one over all, plus the mean difference over the chosen (the difference estimator of double sampling;
 * Cochran 1977, "Sampling Techniques", 3rd ed., section 12.1 and following).
 *
 * The elements are a random sample, and the chosen ones must be drawn from them at random. The standard error says how
 * far other elements would move the mean; with s_x^2 and s_g^2 the variances of the cheap value and of the difference, and
 * s_xg their covariance, its square is s_x^2 / N + s_g^2 / n + 2 s_xg / N, since the chosen ones are part of both means.
 * If all are chosen, that is the variance of the costly value over N.
 *
 * @param cheap of all elements. [N], N >= 2
 * @param chosen the numbers of those whose costly value is known, each once. [n], 2 <= n <= N
 * @param costly of the chosen, in their order. [n]
 * @throws {RangeError} if there are too few, or the lengths do not fit
 */
export function twoPhaseMean(
  cheap: ArrayLike<number>,
  chosen: ArrayLike<number>,
  costly: ArrayLike<number>,
): TwoPhaseMean {
  const [all, n] = [cheap.length, chosen.length];
  checkWhole("the number of chosen elements", n, { min: 2, max: all });
  if (costly.length !== n) {
    throw new RangeError(`wanted a costly value for each of ${n} chosen, got ${costly.length}`);
  }
  const level = monteCarloMean(all, (i) => cheap[i]);
  const differences = Float64Array.from(costly, (value, i) => value - cheap[chosen[i]]);
  const gain = monteCarloMean(n, (i) => differences[i]);
  const mean = monteCarloMean(n, (i) => cheap[chosen[i]]).estimate;
  const covariance = differences.reduce(
    (sum, each, i) => sum + (each - gain.estimate) * (cheap[chosen[i]] - mean),
    0,
  ) / (n - 1);
  const variance = level.standardError ** 2 + gain.standardError ** 2 + 2 * covariance / all;
  return {
    estimate: level.estimate + gain.estimate,
    // The covariance of few elements may be larger than the variances of all allow.
    standardError: Math.sqrt(Math.max(0, variance)),
    gain,
  };
}
