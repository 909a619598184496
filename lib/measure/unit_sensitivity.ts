import type { DataSet } from "../data/data_set.ts";
import { type Tensor1D, type Tensor2D, tf } from "../deps/tfjs.ts";
import { checkFinite, checkWhole } from "../math/check_argument.ts";
import type { TorchRandom } from "../math/torch_random.ts";
import { imageTensor } from "../model/image_tensor.ts";
import { reconstructionError } from "../model/reconstruction_error.ts";
import { squaredError } from "../model/squared_error.ts";
import { batchValues } from "./batch_values.ts";
import type { FixedDecoder } from "./code_errors.ts";
import type { EncodedImages } from "./encode_images.ts";

/** How much the decoder depends on one latent unit. */
export interface UnitSensitivity {
  /**
   * The variance of the output, summed over the pixels, as this unit alone varies over the prior, the others
   * at codes of each image: the mean over the images.
   */
  readonly outputVariance: number;
  /**
   * The same variance weighed by the Fisher information of each pixel's mean, by which the decoder tells two
   * outputs apart: 2 for the Gaussian decoder of squared error at beta = 1, whose variance is 1/2, and 1 / (p (1 - p))
   * for a Bernoulli pixel, p being the mean of the pair.
   */
  readonly weighedVariance: number;
  /** The variance of the reconstruction error in the same case: the mean over the images. */
  readonly errorVariance: number;
}

/** How sensitivity is measured. */
export interface SensitivityOptions {
  /** Draws the codes. */
  readonly random: TorchRandom;
  /** Pairs of values of the unit for each image: 8, if nothing is said. */
  readonly pairs?: number;
}

/** Pairs decoded at once. */
const ROWS = 500;

/**
 * The decoder's sensitivity to each unit: is the likelihood flat in it (Wang, Blei and Cunningham 2021,
 * "Posterior collapse and latent variable non-identifiability")? Each image's other units stay at one code
 * of its posterior, while the unit takes pairs of independent values from the prior: half the mean squared
 * difference of what a pair gives is the variance, without a bias.
 *
 * All are exactly 0 where the decoder does not use the unit.
 *
 * @param posteriors of the images, from which the other units are drawn
 * @returns one for each unit. [d]
 */
export async function unitSensitivity(
  vae: FixedDecoder,
  data: DataSet,
  { count, latentSize: d, mu, logVar }: EncodedImages,
  { random, pairs = 8 }: SensitivityOptions,
): Promise<UnitSensitivity[]> {
  checkWhole("pairs", pairs, { min: 1 });
  const eps = random.normal(count * d);
  const code = mu.map((mean, i) => mean + Math.exp(logVar[i] / 2) * eps[i]);
  const values = random.normal(count * pairs * 2);
  const found: UnitSensitivity[] = [];
  for (let unit = 0; unit < d; unit++) {
    let [outputVariance, weighedVariance, errorVariance] = [0, 0, 0];
    const compute = (rows: Int32Array) => {
      const decoded = (side: 0 | 1) => {
        const codes = new Float32Array(rows.length * d);
        for (const [at, row] of rows.entries()) {
          const image = Math.floor(row / pairs);
          codes.set(code.subarray(image * d, (image + 1) * d), at * d);
          codes[at * d + unit] = values[row * 2 + side];
        }
        return vae.reconstruct(tf.tensor2d(codes, [rows.length, d]));
      };
      const x = imageTensor(data, rows.map((row) => Math.floor(row / pairs)));
      const [a, b] = [decoded(0), decoded(1)];
      const errors = [a, b].map((xHat) =>
        reconstructionError({ x, xHat, likelihood: vae.likelihood })
      );
      const squares = squaredError(a, b);
      const weighed = vae.likelihood === "bernoulli" ? squaresByNoise(a, b) : tf.mul(squares, 2);
      return [squares, weighed, tf.square(tf.sub(errors[0], errors[1]))];
    };
    for await (const { values } of batchValues(count * pairs, ROWS, compute)) {
      for (const half of values[0]) outputVariance += half / 2 / (count * pairs);
      for (const half of values[1]) weighedVariance += half / 2 / (count * pairs);
      for (const half of values[2]) errorVariance += half / 2 / (count * pairs);
    }
    found.push({ outputVariance, weighedVariance, errorVariance });
  }
  return found;
}

/** (a - b)^2 / (p (1 - p)) at p = (a + b) / 2, summed over the pixels. [R, P] twice -> [R] */
function squaresByNoise(a: Tensor2D, b: Tensor2D): Tensor1D {
  const p = tf.div(tf.add(a, b), 2);
  // Where the noise is 0, both are 0 or both are 1.
  const weighed = tf.divNoNan(tf.square(tf.sub(a, b)), tf.mul(p, tf.sub(1, p)));
  return tf.sum(weighed, 1);
}

/**
 * The nats that a linear decoder of this weighed variance F can carry through one unit: 1/2 log(1 + F / beta), the
 * capacity of a Gaussian channel of that ratio of signal and noise along one direction. It is what the unit's
 * posterior at its optimum would differ from the prior by its variance alone, and nearly 0 where the likelihood is
 * flat. With squared error F is twice the output's variance V, and V / (beta / 2) its ratio to the decoder's; with
 * Bernoulli pixels it holds where one unit changes p a little (Laplace's approximation of the posterior).
 *
 * @param weighedVariance see `UnitSensitivity`
 * @param beta above 0
 *
 * @example
 * ```ts
 * import { unitCapacity } from "./unit_sensitivity.ts";
 *
 * unitCapacity(0, 1); // 0: the decoder does not use the unit
 * unitCapacity(9, 1); // 1.15: log(10) / 2
 * ```
 */
export function unitCapacity(weighedVariance: number, beta: number): number {
  checkFinite("weighedVariance", weighedVariance, { min: 0 });
  checkFinite("beta", beta, { above: 0 });
  return Math.log1p(weighedVariance / beta) / 2;
}
