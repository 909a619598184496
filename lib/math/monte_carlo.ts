import { checkGaussian, type Gaussian, logDensity } from "./gaussian.ts";

/** A mean of random draws, and how far it strays. */
export interface MonteCarloEstimate {
  /** The mean over the draws. */
  readonly estimate: number;
  /** The standard error of that mean: it lies within 2 of them of the truth 95 times in 100. */
  readonly standardError: number;
}

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
  if (!(count >= 2)) {
    throw new RangeError(`a standard error needs 2 draws or more, got ${count}`);
  }
  // Welford's running mean and sum of squares: one pass, and no cancellation.
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const x = value(i);
    const step = x - mean;
    mean += step / (i + 1);
    squares += step * (x - mean);
  }
  return { estimate: mean, standardError: Math.sqrt(squares / (count - 1) / count) };
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
  checkGaussian(q, "q");
  return monteCarloMean(draws.length, (i) => f(q.mean + q.std * draws[i]));
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
