import { checkObject } from "./check_argument.ts";

/** A univariate normal distribution N(mean, std^2), std in the units of the mean. */
export interface Gaussian {
  /** The mean mu: any finite number. */
  readonly mean: number;
  /** The standard deviation sigma (not the variance): a finite number above 0. */
  readonly std: number;
}

/** log(2 pi) / 2, the constant of every normal log density. */
export const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * Refuses what is no Gaussian: a mean that is not finite, a standard deviation that is not a finite
 * number above 0.
 *
 * @param name how the message calls it, for instance `q`
 * @throws {TypeError} if the mean or the standard deviation is not a number at all
 * @throws {RangeError} if one is NaN or infinite, or the standard deviation is 0 or negative
 *
 * @example The message says what was wanted and what was found
 * ```ts
 * import { checkGaussian } from "./gaussian.ts";
 *
 * checkGaussian({ mean: 0, std: 1 }, "q");
 * // checkGaussian({ mean: 0, std: -1 }, "q") throws
 * // RangeError: q.std must be a finite number above 0, got -1
 * ```
 */
export function checkGaussian(gaussian: Gaussian, name = "gaussian"): void {
  const { mean, std } = checkObject(name, gaussian);
  for (const [field, value] of [["mean", mean], ["std", std]] as const) {
    if (typeof value !== "number") {
      throw new TypeError(
        `${name}.${field} must be a number, got ${
          value === undefined ? "undefined" : `${typeof value} ${value}`
        }`,
      );
    }
  }
  if (!Number.isFinite(mean)) {
    throw new RangeError(`${name}.mean must be a finite number, got ${mean}`);
  }
  if (!(Number.isFinite(std) && std > 0)) {
    throw new RangeError(`${name}.std must be a finite number above 0, got ${std}`);
  }
}

/**
 * The log density of a Gaussian at x, in nats: -log(std) - log(2 pi)/2 - ((x - mean)/std)^2 / 2.
 * It stays finite far in the tails, where the density itself underflows to 0.
 *
 * @throws {RangeError} if the Gaussian is none, see {@linkcode checkGaussian}
 *
 * @example
 * ```ts
 * import { logDensity } from "./gaussian.ts";
 *
 * logDensity({ mean: 0, std: 1 }, 0); // -0.9189385332046728
 * ```
 */
export function logDensity(gaussian: Gaussian, x: number): number {
  checkGaussian(gaussian);
  const z = (x - gaussian.mean) / gaussian.std;
  return -Math.log(gaussian.std) - HALF_LOG_TWO_PI - z * z / 2;
}
