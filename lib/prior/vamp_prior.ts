import { breather } from "../data/breather.ts";
import type { DataSet } from "../data/data_set.ts";
import { type Scalar, type Tensor, type Tensor2D, tf, type Variable } from "../deps/tfjs.ts";
import { checkFinite, checkWhole } from "../math/check_argument.ts";
import type { TorchRandom } from "../math/torch_random.ts";
import type { EncodedImages } from "../measure/encode_images.ts";
import { aggregateCodes } from "../measure/aggregate_codes.ts";
import type { Vae } from "../model/vae.ts";
import { adamState, adamStep, disposeAdam } from "../train/adam.ts";
import type { GaussianMixture } from "./gaussian_mixture.ts";
import { posteriorMixture, posteriorMixtureGradient } from "./posterior_mixture.ts";

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
  { components, steps = 500, batchSize = 500, learningRate = 0.02, random, signal }:
    FitVampPriorOptions,
): Promise<VampPrior> {
  checkWhole("components", components, { min: 1, max: data.count });
  checkWhole("steps", steps, { min: 1 });
  checkWhole("batchSize", batchSize, { min: 1 });
  checkFinite("learningRate", learningRate, { above: 0 });
  const d = vae.latentSize;
  const breathe = breather();
  const begin = data.rows(random.permutation(data.count).subarray(0, components));
  const u = tf.tidy(() => tf.variable(tf.tensor2d(begin, [components, data.size])));
  const adam = adamState({ u });
  let logLikelihood = NaN;
  try {
    for (let step = 0; step < steps; step++) {
      await breathe();
      signal?.throwIfAborted();
      const codes = aggregateCodes(images, batchSize, random);
      const found = await vampGradient(vae, u, codes);
      logLikelihood = found.logLikelihood;
      const rate = learningRate * (1 - step / steps);
      // Adam goes down, the likelihood shall go up.
      const down = tf.neg(found.gradient);
      await adamStep({ u }, { u: down }, adam, { learningRate: rate });
      // Pixels stay pixels, as the paper's hard tanh keeps them.
      tf.tidy(() => u.assign(tf.clipByValue(u, 0, 1)));
      tf.dispose([found.gradient, down]);
    }
    const inputs = Float32Array.from(await u.data());
    const { mu, logVar } = await posteriorsAt(vae, u);
    return { inputs, mixture: posteriorMixture(mu, logVar, d), logLikelihood };
  } finally {
    disposeAdam(adam);
    u.dispose();
  }
}

/**
 * The mean over codes of log 1/K sum_k q(z|u_k), in nats, and its gradient by the pseudo-inputs: by the posteriors
 * in float64, and from there through the encoder. The caller disposes the gradient.
 *
 * @param u pseudo-inputs. [K, P]
 * @param codes code after code. [B * d]
 */
export async function vampGradient(
  vae: Pick<Vae, "latentSize" | "posterior">,
  u: Variable,
  codes: Float32Array,
): Promise<{ readonly logLikelihood: number; readonly gradient: Tensor }> {
  const d = vae.latentSize;
  const { mu, logVar } = await posteriorsAt(vae, u);
  const found = posteriorMixtureGradient(mu, logVar, codes, d);
  const { value, grads } = tf.tidy(() => {
    const [byMu, byLogVar] = [found.mu, found.logVar].map((each) =>
      tf.tensor2d(each, [u.shape[0], d])
    );
    return tf.variableGrads(() => {
      const { mu, logVar } = vae.posterior(u as Tensor as Tensor2D);
      return tf.sum(tf.add(tf.mul(mu, byMu), tf.mul(logVar, byLogVar))) as Scalar;
    }, [u]);
  });
  value.dispose();
  return { logLikelihood: found.logLikelihood, gradient: grads[u.name] };
}

async function posteriorsAt(vae: Pick<Vae, "posterior">, u: Variable) {
  const tensors = tf.tidy(() => {
    const { mu, logVar } = vae.posterior(u as Tensor as Tensor2D);
    return [mu, logVar];
  });
  const [mu, logVar] = await Promise.all(tensors.map((tensor) => tensor.data()));
  tf.dispose(tensors);
  return { mu, logVar };
}
