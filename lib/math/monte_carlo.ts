import { checkGaussian, type Gaussian, logDensity } from "./gaussian.ts";
import { type MonteCarloEstimate, RunningMean, RunningMonteCarlo } from "./running_monte_carlo.ts";

export type { MonteCarloEstimate };

/**
 * The mean of random values and its standard error.
 *
 * @param count how many there are, 2 or more
 * @param value the value of each draw, by its number
 * @throws {RangeError} if there are fewer than 2
 *
 * @example
 * ```ts
 * import { monteCarloMean } from "./monte_carlo.ts";
 *
 * const values = [1, 2, 3];
 * monteCarloMean(3, (i) => values[i]); // { estimate: 2, standardError: 0.5773502691896257 }
 * ```
 */
export function monteCarloMean(
  count: number,
  value: (i: number) => number,
): MonteCarloEstimate {
  checkCount(count);
  const mean = new RunningMean();
  for (let i = 0; i < count; i++) mean.add(value(i));
  return estimateOf(mean);
}

/**
 * The expectation E_q[f(x)] estimated from given random draws: the mean of f(mean + std * draw).
 *
 * @param draws standard normal values, [n], n >= 2, for instance `new TorchRandom(0).normal(n)`
 * @throws {TypeError} if the mean or the standard deviation is not a number
 * @throws {RangeError} if q is no Gaussian, or there are fewer than 2 draws
 *
 * @example
 * ```ts
 * import { monteCarlo } from "./monte_carlo.ts";
 *
 * monteCarlo({ mean: 3, std: 2 }, (x) => x, [-1, 0, 1]).estimate; // 3
 * ```
 */
export function monteCarlo(
  q: Gaussian,
  f: (x: number) => number,
  draws: ArrayLike<number>,
): MonteCarloEstimate {
  const running = new RunningMonteCarlo(q, f);
  checkCount(draws.length);
  return estimateOf(running.add(draws));
}

/**
 * The KL divergence KL(q || p) of two univariate Gaussians estimated from given random draws, by
 * its definition E_q[log q(x) - log p(x)], in nats.
 *
 * @param draws standard normal values, [n], n >= 2
 * @throws {TypeError} if a mean or a standard deviation is not a number
 * @throws {RangeError} if one is NaN or infinite, a standard deviation is 0 or negative, or there
 *   are fewer than 2 draws
 *
 * @example
 * ```ts
 * import { monteCarloKl } from "./monte_carlo.ts";
 *
 * const standard = { mean: 0, std: 1 };
 * monteCarloKl(standard, standard, [-1, 0, 1]); // { estimate: 0, standardError: 0 }
 * ```
 */
export function monteCarloKl(
  q: Gaussian,
  p: Gaussian,
  draws: ArrayLike<number>,
): MonteCarloEstimate {
  checkGaussian(p, "p");
  return monteCarlo(q, (x) => logDensity(q, x) - logDensity(p, x), draws);
}

function checkCount(count: number): void {
  if (count >= 2) return;
  throw new RangeError(`a standard error needs 2 draws or more, got ${count}`);
}

/** An estimate as it is now, apart from what made it. */
function estimateOf({ estimate, standardError }: MonteCarloEstimate): MonteCarloEstimate {
  return { estimate, standardError };
}
