import { checkWhole } from "../math/check_argument.ts";
import { HALF_LOG_TWO_PI } from "../math/gaussian.ts";
import { invertTriangle } from "../math/invert_triangle.ts";
import type { TorchRandom } from "../math/torch_random.ts";

/**
 * A mixture of K normal distributions in d dimensions: p(z) = sum_k weight_k N(z; mean_k, L_k L_k^T).
 *
 * The covariances are kept as their Cholesky factors L_k, lower triangles with a positive diagonal, as
 * PyTorch's `MultivariateNormal` takes them as `scale_tril`: densities and draws need nothing else.
 */
export interface GaussianMixture {
  /** Dimensions, d. */
  readonly latentSize: number;
  /** Of each component, from 0 on; they add up to 1. [K] */
  readonly weights: Float64Array;
  /** Component after component. [K * d] */
  readonly means: Float64Array;
  /** Cholesky factors of the covariances, row by row; 0 above the diagonal. [K * d * d] */
  readonly factors: Float64Array;
}

/**
 * Makes sure that arrays are a mixture.
 *
 * @throws {RangeError} if lengths do not fit, a number is not finite, weights are negative or do not add up to 1
 * (to a millionth), or a factor has a value above its diagonal or none above 0 on it
 */
export function checkMixture({ latentSize: d, weights, means, factors }: GaussianMixture): void {
  checkWhole("a mixture's latent size", d, { min: 1 });
  const count = checkWhole("a mixture's components", weights.length, { min: 1 });
  const wanted = { means: [means, count * d], factors: [factors, count * d * d] } as const;
  for (const [name, [values, length]] of Object.entries(wanted)) {
    if (values.length === length) continue;
    throw new RangeError(
      `a mixture of ${count} components in ${d} dimensions needs ${length} ${name}, got ${values.length}`,
    );
  }
  for (const [name, values] of Object.entries({ weights, means, factors })) {
    const odd = values.findIndex((value) => !Number.isFinite(value));
    if (odd >= 0) {
      throw new RangeError(`${name}[${odd}] must be a finite number, got ${values[odd]}`);
    }
  }
  const negative = weights.findIndex((weight) => weight < 0);
  if (negative >= 0) {
    throw new RangeError(`weights[${negative}] must be from 0 on, got ${weights[negative]}`);
  }
  const sum = weights.reduce((a, b) => a + b, 0);
  if (Math.abs(sum - 1) > 1e-6) throw new RangeError(`the weights must add up to 1, got ${sum}`);
  for (let at = 0; at < factors.length; at++) {
    const [row, column] = [Math.floor(at / d) % d, at % d];
    if (column > row ? factors[at] === 0 : column < row || factors[at] > 0) continue;
    const [what, place] = column > row ? ["0", "above"] : ["above 0", "on"];
    throw new RangeError(
      `factors[${at}], ${place} a diagonal, must be ${what}, got ${factors[at]}`,
    );
  }
}

/**
 * The log of each component's part of the density, log weight_k + log N(z; mean_k, L_k L_k^T), in float64. Parts
 * that lie so far below the largest that their sum does not feel them may be -Infinity.
 *
 * @returns a function of z, [d] -> [K]; it fills the same array at each call
 */
export function componentLogDensities(
  { latentSize: d, weights, means, factors }: GaussianMixture,
): (z: ArrayLike<number>) => Float64Array {
  const count = weights.length;
  // Where all covariances are diagonal, only the diagonals of their factors are looked at.
  const diagonal = factors.every((value, at) => at % d === Math.floor(at / d) % d || value === 0);
  // The inverse factor W and W mean, so that W z - W mean is the standard normal that a draw came from.
  const size = diagonal ? d : d * (d + 1) / 2;
  const inverses = new Float64Array(count * size);
  const offsets = new Float64Array(count * d);
  const atMean = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const inverse = invertTriangle(factors.subarray(k * d * d, (k + 1) * d * d), d);
    atMean[k] = Math.log(weights[k]) - d * HALF_LOG_TWO_PI;
    let at = k * size;
    for (let i = 0; i < d; i++) {
      atMean[k] += Math.log(inverse[i * d + i]);
      for (let j = diagonal ? i : 0; j <= i; j++, at++) {
        inverses[at] = inverse[i * d + j];
        offsets[k * d + i] += inverse[i * d + j] * means[k * d + j];
      }
    }
  }
  const parts = new Float64Array(count);
  return (z) => {
    let largest = -Infinity;
    for (let k = 0; k < count; k++) {
      let part = atMean[k];
      // A sum of squares only grows: most components are out of question after a few dimensions.
      for (let i = 0, at = k * size, row = k * d; i < d; i++, row++) {
        let value = -offsets[row];
        for (let j = diagonal ? i : 0; j <= i; j++, at++) value += inverses[at] * z[j];
        part -= value * value / 2;
        if (part < largest + NEGLIGIBLE) {
          part = -Infinity;
          break;
        }
      }
      parts[k] = part;
      if (part > largest) largest = part;
    }
    return parts;
  };
}

/**
 * The log density of a mixture, in nats.
 *
 * @returns a function of z. [d] ->
 *
 * @example Two components of variance 1, at -2 and 2
 * ```ts
 * import { mixtureLogDensity } from "./gaussian_mixture.ts";
 *
 * const logDensity = mixtureLogDensity({
 *   latentSize: 1,
 *   weights: Float64Array.of(0.5, 0.5),
 *   means: Float64Array.of(-2, 2),
 *   factors: Float64Array.of(1, 1),
 * });
 * logDensity([0]); // -2.9189385332046727: log N(2; 0, 1)
 * ```
 */
export function mixtureLogDensity(mixture: GaussianMixture): (z: ArrayLike<number>) => number {
  const parts = componentLogDensities(mixture);
  return (z) => logSumExp(parts(z));
}

/**
 * Codes drawn from a mixture: for each a component by its weight, then a draw from it.
 *
 * @param random draws `count` uniforms, then the noise
 * @returns code after code. [count * d]
 * @throws {RangeError} if `count` is not a whole number from 0 on, or the mixture is none
 */
export function mixtureCodes(
  mixture: GaussianMixture,
  count: number,
  random: TorchRandom,
): Float32Array {
  checkMixture(mixture);
  checkWhole("count", count);
  const { latentSize: d, weights, means, factors } = mixture;
  const cumulated = Float64Array.from(weights);
  for (let k = 1; k < cumulated.length; k++) cumulated[k] += cumulated[k - 1];
  const total = cumulated[cumulated.length - 1];
  const components = random.uniform(count).map((u) => {
    const found = cumulated.findIndex((sum) => u * total < sum);
    return found >= 0 ? found : cumulated.length - 1;
  });
  const noise = random.normal(count * d);
  const codes = new Float32Array(count * d);
  for (let n = 0; n < count; n++) {
    const k = components[n];
    for (let i = 0; i < d; i++) {
      let value = means[k * d + i];
      for (let j = 0; j <= i; j++) value += factors[(k * d + i) * d + j] * noise[n * d + j];
      codes[n * d + i] = value;
    }
  }
  return codes;
}

/** log(sum(exp(values))); -Infinity where all are. */
export function logSumExp(values: Float64Array): number {
  let largest = -Infinity;
  for (let i = 0; i < values.length; i++) if (values[i] > largest) largest = values[i];
  if (!Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const below = values[i] - largest;
    if (below > NEGLIGIBLE) sum += Math.exp(below);
  }
  return largest + Math.log(sum);
}

/** What lies that far below the largest part adds less than float64's digits show. */
const NEGLIGIBLE = -50;
