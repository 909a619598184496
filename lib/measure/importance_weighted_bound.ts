import { breather } from "../data/breather.ts";
import { orderedBatches } from "../data/batches.ts";
import type { DataSet } from "../data/data_set.ts";
import { type Tensor2D, tf } from "../deps/tfjs.ts";
import { logMeanExp } from "../math/log_mean_exp.ts";
import { type MonteCarloEstimate, monteCarloMean } from "../math/monte_carlo.ts";
import type { TorchRandom } from "../math/torch_random.ts";
import type { LogLikelihood } from "../model/gaussian_log_likelihood.ts";
import { reparameterize } from "../model/reparameterize.ts";
import { imageTensor } from "../model/image_tensor.ts";
import { repeatEach } from "../model/repeat_each.ts";
import type { Vae } from "../model/vae.ts";
import { batchValues } from "./batch_values.ts";

/** How a likelihood is bounded. */
export interface ImportanceWeightedOptions {
  /** Codes drawn for each image, K: 1 gives the ELBO, more a tighter bound. */
  readonly samples: number;
  /** log p(x|z), as `gaussianLogLikelihood` gives it: it decides what the bound is a bound of. */
  readonly logLikelihood: LogLikelihood;
  /** Draws the noise, image after image. */
  readonly random: TorchRandom;
  /** Ends it between two batches of codes. */
  readonly signal?: AbortSignal;
}

/** Codes decoded at once. */
const ROWS = 1000;

/**
 * The importance-weighted bound of log p(x), in nats per image: the mean over the images of
 * log 1/K sum_k p(x|z_k) p(z_k) / q(z_k|x), z_k drawn from q(z|x) (Burda et al. 2016, arXiv 1509.00519,
 * eq. 8). In expectation it rises with K from the ELBO towards log p(x) and never passes it.
 *
 * @param vae only its posterior and its decoder are used
 * @param data two images or more
 * @returns the mean over the images; its standard error says how far other images would move it
 * @throws {RangeError} if `samples` is not a whole number from 1 on, or there is only one image
 * @throws the signal's reason, if it was aborted
 */
export async function importanceWeightedBound(
  vae: Pick<Vae, "latentSize" | "posterior" | "reconstruct">,
  data: DataSet,
  options: ImportanceWeightedOptions,
): Promise<MonteCarloEstimate> {
  const bounds = await importanceWeightedBounds(vae, data, options);
  return monteCarloMean(bounds.length, (image) => bounds[image]);
}

/**
 * The same bound of each image, in nats: those at two numbers of samples can be compared image by image. [N]
 *
 * @throws {RangeError} if `samples` is not a whole number from 1 on
 * @throws the signal's reason, if it was aborted
 */
export async function importanceWeightedBounds(
  vae: Pick<Vae, "latentSize" | "posterior" | "reconstruct">,
  data: DataSet,
  { samples, logLikelihood, random, signal }: ImportanceWeightedOptions,
): Promise<number[]> {
  if (!Number.isInteger(samples) || samples < 1) {
    throw new RangeError(`samples must be a whole number from 1 on, got ${samples}`);
  }
  const bounds: number[] = [];
  const breathe = breather();
  for (const indices of orderedBatches(data.count, Math.max(1, Math.floor(ROWS / samples)))) {
    const logWeights = new Float32Array(indices.length * samples);
    const weigh = ({ length: codes }: Int32Array) => {
      const eps = random.normal(indices.length * codes * vae.latentSize);
      // Each image once for each of its codes: from the data, since tfjs' own copies of 784 columns take longer than
      // decoding does.
      const repeated = Int32Array.from(
        { length: indices.length * codes },
        (_, i) => indices[Math.floor(i / codes)],
      );
      const x = { once: imageTensor(data, indices), repeated: imageTensor(data, repeated) };
      return [logWeightsOf(vae, x, eps, logLikelihood)];
    };
    // All codes of a batch of images at once, unless there are more than ROWS for a single one.
    for await (const { indices: codes, values } of batchValues(samples, ROWS, weigh)) {
      await breathe(); // so that a signal is heard
      signal?.throwIfAborted();
      logWeights.set(values[0], codes[0]);
    }
    for (let start = 0; start < logWeights.length; start += samples) {
      bounds.push(logMeanExp(logWeights.subarray(start, start + samples)));
    }
  }
  return bounds;
}

/** log p(x|z) p(z) / q(z|x) of the codes that `noise` [B * K * d] draws for each image. -> [B * K] */
function logWeightsOf(
  vae: Pick<Vae, "latentSize" | "posterior" | "reconstruct">,
  x: { readonly once: Tensor2D; readonly repeated: Tensor2D },
  noise: Float32Array,
  logLikelihood: LogLikelihood,
) {
  const rows = noise.length / vae.latentSize;
  const eps = tf.tensor2d(noise, [rows, vae.latentSize]);
  const posterior = vae.posterior(x.once);
  const times = rows / posterior.mu.shape[0];
  const mu = repeatEach(posterior.mu, times);
  const logVar = repeatEach(posterior.logVar, times);
  const z = reparameterize({ mu, logVar }, eps);
  // log p(z) - log q(z|x), where the constants cancel and (z - mu) / std is eps again.
  const ratio = tf.sum(tf.sub(tf.add(tf.square(eps), logVar), tf.square(z)), 1);
  return tf.add(logLikelihood(vae.reconstruct(z), x.repeated), tf.mul(ratio, 0.5));
}
