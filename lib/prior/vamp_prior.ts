import { breather } from "../data/breather.ts";
import type { DataSet } from "../data/data_set.ts";
import { type Scalar, type Tensor2D, tf, type Variable } from "../deps/tfjs.ts";
import { checkFinite, checkWhole } from "../math/check_argument.ts";
import { HALF_LOG_TWO_PI } from "../math/gaussian.ts";
import type { TorchRandom } from "../math/torch_random.ts";
import type { EncodedImages } from "../measure/encode_images.ts";
import { aggregateCodes } from "../measure/aggregate_codes.ts";
import type { Vae } from "../model/vae.ts";
import { adamState, adamStep, disposeAdam } from "../train/adam.ts";
import type { GaussianMixture } from "./gaussian_mixture.ts";

/** How the pseudo-inputs of a VampPrior are fitted. */
export interface FitVampPriorOptions {
  /** Pseudo-inputs, K. */
  readonly components: number;
  /** Steps of Adam. */
  readonly steps?: number;
  /** Codes of a step. */
  readonly batchSize?: number;
  /** Adam's step size at the start; it falls to 0 along a line. */
  readonly learningRate?: number;
  /** Draws which images the pseudo-inputs begin as, and the codes. */
  readonly random: TorchRandom;
  /** Ends the fit between two steps. */
  readonly signal?: AbortSignal;
}

/** A VampPrior. */
export interface VampPrior {
  /** The pseudo-inputs, images with pixels from 0 to 1. [K * P] */
  readonly inputs: Float32Array;
  /** What the encoder makes of them: a mixture of K diagonal Gaussians of equal weights. */
  readonly mixture: GaussianMixture;
  /** The mean log density of the last step's codes, before that step, in nats per code. */
  readonly logLikelihood: number;
}

/**
 * The prior of Tomczak and Welling 2018 (arXiv 1705.07120, eq. 9), p(z) = 1/K sum_k q(z|u_k), a mixture of
 * the posteriors that the encoder gives K pseudo-inputs u_k, which are learnt.
 *
 * The paper trains them with the encoder and the decoder. Here both stay as they are: the pseudo-inputs alone
 * are learnt after training, such that codes of the training images are most probable, which is the term of the
 * paper's bound that they stand in. They begin as images of the training data.
 *
 * @param vae only its posterior is used
 * @param data the training images
 * @param images their posteriors
 * @throws {RangeError} if there are fewer images than pseudo-inputs, or an option is out of its range
 * @throws the signal's reason
 */
export async function fitVampPrior(
  vae: Pick<Vae, "latentSize" | "posterior">,
  data: DataSet,
  images: EncodedImages,
  { components, steps = 500, batchSize = 500, learningRate = 0.01, random, signal }:
    FitVampPriorOptions,
): Promise<VampPrior> {
  checkWhole("components", components, { min: 1, max: data.count });
  checkWhole("steps", steps, { min: 1 });
  checkWhole("batchSize", batchSize, { min: 1 });
  checkFinite("learningRate", learningRate, { above: 0 });
  const d = vae.latentSize;
  const breathe = breather();
  const begin = data.rows(random.permutation(data.count).subarray(0, components));
  const u = tf.tidy(() => tf.variable(tf.tensor2d(begin, [components, data.size]))) as
    & Tensor2D
    & Variable;
  const adam = adamState({ u });
  let logLikelihood = NaN;
  try {
    for (let step = 0; step < steps; step++) {
      await breathe();
      signal?.throwIfAborted();
      const codes = aggregateCodes(images, batchSize, random);
      const { value, grads } = tf.tidy(() => {
        const z = tf.tensor2d(codes, [batchSize, d]);
        return tf.variableGrads(() => tf.neg(vampLogLikelihood(vae, u, z)), [u]);
      });
      const rate = learningRate * (1 - step / steps);
      await adamStep({ u }, { u: grads[u.name] }, adam, { learningRate: rate });
      // Pixels stay pixels, as the paper's hard tanh keeps them.
      tf.tidy(() => u.assign(tf.clipByValue(u, 0, 1)));
      logLikelihood = -(await value.data())[0];
      tf.dispose([value, ...Object.values(grads)]);
    }
    const inputs = Float32Array.from(await u.data());
    const tensors = tf.tidy(() => {
      const { mu, logVar } = vae.posterior(u);
      return [mu, logVar];
    });
    const [mu, logVar] = await Promise.all(tensors.map((tensor) => tensor.data()));
    tf.dispose(tensors);
    return { inputs, mixture: posteriorMixture(mu, logVar, d), logLikelihood };
  } finally {
    disposeAdam(adam);
    u.dispose();
  }
}

/**
 * The mean over codes of log 1/K sum_k q(z|u_k), in nats, which gradients flow through to the pseudo-inputs.
 *
 * @param u pseudo-inputs. [K, P]
 * @param z codes. [B, d]
 */
export function vampLogLikelihood(
  vae: Pick<Vae, "posterior">,
  u: Tensor2D,
  z: Tensor2D,
): Scalar {
  return tf.tidy(() => {
    const { mu, logVar } = vae.posterior(u); // [K, d]
    const [components, d] = mu.shape;
    const precision = tf.exp(tf.neg(logVar)) as Tensor2D;
    const weighted = tf.mul(mu, precision) as Tensor2D;
    // sum_i (z - mu)^2 / var = z^2 . 1/var - 2 z . mu/var + mu . mu/var, for all pairs at once. [B, K]
    const products = tf.add(
      tf.matMul(tf.square(z), precision, false, true),
      tf.mul(tf.matMul(z, weighted, false, true), -2),
    );
    const ofComponents = tf.sum(tf.add(tf.mul(weighted, mu), logVar), 1); // [K]
    const logs = tf.mul(tf.add(products, tf.reshape(ofComponents, [1, components])), -0.5);
    const sums = tf.logSumExp(logs, 1); // [B]
    return tf.sub(tf.mean(sums), d * HALF_LOG_TWO_PI + Math.log(components)) as Scalar;
  });
}

/** Posteriors as a mixture of equal weights. [K * d], [K * d] -> */
export function posteriorMixture(
  mu: ArrayLike<number>,
  logVar: ArrayLike<number>,
  d: number,
): GaussianMixture {
  const components = mu.length / d;
  const factors = new Float64Array(components * d * d);
  for (let row = 0; row < components * d; row++) {
    factors[row * d + row % d] = Math.exp(logVar[row] / 2);
  }
  return {
    latentSize: d,
    weights: new Float64Array(components).fill(1 / components),
    means: Float64Array.from(mu),
    factors,
  };
}
