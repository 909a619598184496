import { checkGaussian, type Gaussian } from "./gaussian.ts";

/** A mean of random draws, and how far it strays. */
export interface MonteCarloEstimate {
  /** The mean over the draws. */
  readonly estimate: number;
  /** The standard error of that mean: it lies within 2 of them of the truth 95 times in 100. */
  readonly standardError: number;
}

/**
 * The mean of values that come one at a time, and its standard error.
 *
 * @example
 * ```ts
 * import { RunningMean } from "./running_monte_carlo.ts";
 *
 * const mean = new RunningMean();
 * for (const value of [1, 2, 3]) mean.add(value);
 * mean.estimate; // 2
 * mean.standardError; // 0.5773502691896257
 * ```
 */
export class RunningMean implements MonteCarloEstimate {
  #count = 0;
  #mean = 0;
  #squares = 0;

  /** Adds a value. */
  add(value: number): this {
    // Welford's running mean and sum of squares: one pass, and no cancellation.
    const step = value - this.#mean;
    this.#count++;
    this.#mean += step / this.#count;
    this.#squares += step * (value - this.#mean);
    return this;
  }

  /** How many values there are so far. */
  get count(): number {
    return this.#count;
  }

  /** Their mean; NaN before the first. */
  get estimate(): number {
    return this.#count === 0 ? NaN : this.#mean;
  }

  /** The standard error of that mean; NaN before the second value. */
  get standardError(): number {
    if (this.#count < 2) return NaN;
    return Math.sqrt(this.#squares / (this.#count - 1) / this.#count);
  }
}

/**
 * A Monte Carlo estimate of E_q[f(x)] to which draws are added as they come. After any number of additions it
 * is, bit for bit, what `monteCarlo` finds from all draws at once.
 *
 * @example The divergence from 32 draws, then from 32 more
 * ```ts
 * import { logDensity } from "./gaussian.ts";
 * import { RunningMonteCarlo } from "./running_monte_carlo.ts";
 * import { TorchRandom } from "./torch_random.ts";
 *
 * const q = { mean: 1, std: 0.5 }, p = { mean: 0, std: 1 };
 * const random = new TorchRandom(0);
 * const running = new RunningMonteCarlo(q, (x) => logDensity(q, x) - logDensity(p, x));
 * running.add(random.normal(32)).estimate;
 * running.add(random.normal(32)).count; // 64
 * ```
 */
export class RunningMonteCarlo implements MonteCarloEstimate {
  readonly #q: Gaussian;
  readonly #f: (x: number) => number;
  readonly #values = new RunningMean();

  /**
   * An estimate from no draws yet.
   *
   * @param q the Gaussian that the expectation is taken under
   * @param f the function whose expectation is wanted
   * @throws {TypeError} if the mean or the standard deviation is not a number
   * @throws {RangeError} if q is no Gaussian
   */
  constructor(q: Gaussian, f: (x: number) => number) {
    checkGaussian(q, "q");
    this.#q = { mean: q.mean, std: q.std };
    this.#f = f;
  }

  /**
   * Adds f(mean + std * draw) of each draw.
   *
   * @param draws standard normal values, [n]
   */
  add(draws: ArrayLike<number>): this {
    const { mean, std } = this.#q;
    for (let i = 0; i < draws.length; i++) this.#values.add(this.#f(mean + std * draws[i]));
    return this;
  }

  /** How many draws there are so far. */
  get count(): number {
    return this.#values.count;
  }

  /** The mean over the draws so far; NaN before the first. */
  get estimate(): number {
    return this.#values.estimate;
  }

  /** The standard error of that mean; NaN before the second draw. */
  get standardError(): number {
    return this.#values.standardError;
  }
}
