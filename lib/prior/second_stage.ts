import { breather } from "../data/breather.ts";
import { type Scalar, type Tensor2D, tf, type Variable } from "../deps/tfjs.ts";
import { checkFinite, checkNumbers, checkWhole } from "../math/check_argument.ts";
import { HALF_LOG_TWO_PI } from "../math/gaussian.ts";
import { logMeanExp } from "../math/log_mean_exp.ts";
import type { TorchRandom } from "../math/torch_random.ts";
import { aggregateCodes } from "../measure/aggregate_codes.ts";
import { aggregateMoments } from "../measure/aggregate_moments.ts";
import { batchValues } from "../measure/batch_values.ts";
import type { EncodedImages } from "../measure/encode_images.ts";
import { dense } from "../model/dense.ts";
import { klDivergence } from "../model/kl.ts";
import { initialize, type LayerSize, type Parameters } from "../model/parameters.ts";
import { repeatEach } from "../model/repeat_each.ts";
import { reparameterize } from "../model/reparameterize.ts";
import { adamState, adamStep, disposeAdam } from "../train/adam.ts";

/**
 * A variational autoencoder of codes, which stands for a prior: u ~ N(0, I), z ~ N(f(u), diag(exp(logGamma))).
 * The caller disposes its parameters.
 */
export interface SecondStage {
  /** Units of a code z, and of u: d. */
  readonly latentSize: number;
  /** The layers of the encoder and the decoder, and `log_gamma` [d], the learnt log variances. */
  readonly parameters: Parameters<Variable>;
  /** What a unit of z is moved by before it is encoded, and then divided by: q(z)'s mean and deviation. [d] */
  readonly shift: Float64Array;
  /** See `shift`. [d] */
  readonly scale: Float64Array;
}

/** How a second stage is trained. */
export interface FitSecondStageOptions {
  /** Steps of Adam. */
  readonly steps?: number;
  /** Codes of a step. */
  readonly batchSize?: number;
  /** Adam's step size at the start; it falls to 0 along a line. */
  readonly learningRate?: number;
  /** Units of a hidden layer; each network has two of them. */
  readonly hidden?: number;
  /** Draws the parameters, the codes and the noise. */
  readonly random: TorchRandom;
  /** Ends the training between two steps. */
  readonly signal?: AbortSignal;
}

/**
 * The log of the variance that a second stage begins with. At the variance of its codes, 1, it would begin where
 * a unit is about to collapse (beta* of linear theory), and stay there for thousands of steps.
 */
const LOG_GAMMA = -3;

/** The layers for codes of d units. */
export function secondStageLayers(d: number, hidden: number): LayerSize[] {
  return [
    ["encoder.0", hidden, d],
    ["encoder.2", hidden, hidden],
    ["encoder.mu", d, hidden],
    ["encoder.log_var", d, hidden],
    ["decoder.0", hidden, d],
    ["decoder.2", hidden, hidden],
    ["decoder.4", d, hidden],
  ];
}

/**
 * Trains a second variational autoencoder on codes of the first one's aggregate posterior, fresh ones in each
 * step (Dai and Wipf 2019, arXiv 1903.05789, section 4): with as many latent units as a code has, and a learnt
 * variance of what it gives back. The paper learns one variance for all units; here each has its own, since
 * units that have collapsed and units in use are codes of different kinds.
 *
 * @param images posteriors of the first autoencoder
 * @throws {RangeError} if an option is out of its range
 * @throws the signal's reason
 */
export async function fitSecondStage(
  images: EncodedImages,
  { steps = 6000, batchSize = 256, learningRate = 0.002, hidden = 64, random, signal }:
    FitSecondStageOptions,
): Promise<SecondStage> {
  checkWhole("steps", steps, { min: 1 });
  checkWhole("batchSize", batchSize, { min: 1 });
  checkWhole("hidden", hidden, { min: 1 });
  checkFinite("learningRate", learningRate, { above: 0 });
  const d = images.latentSize;
  const moments = aggregateMoments(images);
  const parameters = {
    ...initialize(secondStageLayers(d, hidden), random),
    log_gamma: tf.tidy(() => tf.variable(tf.fill([d], LOG_GAMMA))),
  };
  const stage: SecondStage = {
    latentSize: d,
    parameters,
    shift: Float64Array.from(moments, ({ mean }) => mean),
    scale: Float64Array.from(moments, ({ std }) => std || 1),
  };
  const breathe = breather();
  const adam = adamState(parameters);
  try {
    for (let step = 0; step < steps; step++) {
      await breathe();
      signal?.throwIfAborted();
      const codes = standardized(stage, aggregateCodes(images, batchSize, random));
      const noise = random.normal(batchSize * d);
      const { value, grads } = tf.tidy(() => {
        const x = tf.tensor2d(codes, [batchSize, d]);
        const eps = tf.tensor2d(noise, [batchSize, d]);
        return tf.variableGrads(() => negativeElbo(parameters, x, eps), Object.values(parameters));
      });
      const named = Object.entries(parameters).map(([name, { name: id }]) => [name, grads[id]]);
      const rate = learningRate * (1 - step / steps);
      await adamStep(parameters, Object.fromEntries(named), adam, { learningRate: rate });
      tf.dispose([value, ...Object.values(grads)]);
    }
    return stage;
  } catch (error) {
    disposeSecondStage(stage);
    throw error;
  } finally {
    disposeAdam(adam);
  }
}

/** Frees a second stage's parameters. */
export function disposeSecondStage({ parameters }: SecondStage): void {
  tf.dispose(Object.values(parameters));
}

/**
 * Codes drawn from a second stage.
 *
 * @param random draws u, then the noise of z
 * @returns code after code. [count * d]
 */
export async function secondStageCodes(
  stage: SecondStage,
  count: number,
  random: TorchRandom,
): Promise<Float32Array> {
  const { latentSize: d, parameters, shift, scale } = stage;
  const u = random.normal(count * d), noise = random.normal(count * d);
  const codes = new Float32Array(count * d);
  const draw = ({ length: rows, 0: start }: Int32Array) => {
    const part = (values: Float32Array) =>
      tf.tensor2d(values.subarray(start * d, (start + rows) * d), [rows, d]);
    const std = tf.exp(tf.mul(parameters.log_gamma, 0.5));
    return [tf.add(decode(parameters, part(u)), tf.mul(std, part(noise)))];
  };
  for await (const { indices, values: [z] } of batchValues(count, ROWS, draw)) {
    for (let i = 0; i < z.length; i++) {
      codes[indices[0] * d + i] = shift[i % d] + scale[i % d] * z[i];
    }
  }
  return codes;
}

/** Rows decoded at once. */
const ROWS = 5000;

/**
 * A lower bound of a second stage's log density at codes, by importance weighting (Burda et al. 2016, arXiv
 * 1509.00519, eq. 8): log 1/K sum_k p(z|u_k) p(u_k) / q(u_k|z), u_k drawn from q(u|z). In expectation it rises
 * with K towards the log density, and never passes it.
 *
 * @param codes code after code. [n * d]
 * @param samples K
 * @returns in nats. [n]
 * @throws {RangeError} if codes are not of d finite values each, or `samples` is not a whole number from 1 on
 */
export async function secondStageLogDensityBounds(
  stage: SecondStage,
  codes: ArrayLike<number>,
  { samples, random, signal }: {
    readonly samples: number;
    readonly random: TorchRandom;
    readonly signal?: AbortSignal;
  },
): Promise<Float64Array> {
  checkWhole("samples", samples, { min: 1 });
  const { latentSize: d, parameters, scale } = stage;
  checkNumbers("codes", codes);
  const count = checkWhole("the number of codes", codes.length / d, { min: 1 });
  const x = standardized(stage, codes);
  const bounds = new Float64Array(count);
  // log |dx / dz| of the move to the units that the stage computes in.
  const jacobian = scale.reduce((sum, each) => sum + Math.log(each), 0);
  const perBatch = Math.max(1, Math.floor(ROWS / samples));
  const weigh = (indices: Int32Array) => {
    const batch = indices.length, rows = batch * samples;
    const [from, to] = [indices[0] * d, (indices[0] + batch) * d];
    const eps = tf.tensor2d(random.normal(rows * d), [rows, d]);
    const z = tf.tensor2d(x.subarray(from, to), [batch, d]);
    const { mu, logVar } = encode(parameters, z);
    const spread = repeatEach(logVar, samples);
    const u = reparameterize({ mu: repeatEach(mu, samples), logVar: spread }, eps);
    // log p(u) - log q(u|z), where the constants cancel and (u - mu) / std is eps again.
    const ratio = tf.mul(tf.sum(tf.sub(tf.add(tf.square(eps), spread), tf.square(u)), 1), 0.5);
    return [tf.add(logLikelihoods(parameters, repeatEach(z, samples), u), ratio)];
  };
  for await (const { indices, values: [logs] } of batchValues(count, perBatch, weigh)) {
    signal?.throwIfAborted();
    for (const [row, index] of indices.entries()) {
      bounds[index] = logMeanExp(logs.subarray(row * samples, (row + 1) * samples)) - jacobian;
    }
  }
  return bounds;
}

/** In float32, in the stage's units. [n * d] */
function standardized({ latentSize: d, shift, scale }: SecondStage, codes: ArrayLike<number>) {
  return Float32Array.from(codes, (value, i) => (value - shift[i % d]) / scale[i % d]);
}

/** [B, d] -> mu, logVar [B, d] */
function encode(parameters: Parameters, z: Tensor2D): { mu: Tensor2D; logVar: Tensor2D } {
  const hidden = dense(
    dense(z, parameters, "encoder.0", "leakyRelu"),
    ...[parameters, "encoder.2", "leakyRelu"] as const,
  );
  return {
    mu: dense(hidden, parameters, "encoder.mu", "identity"),
    logVar: dense(hidden, parameters, "encoder.log_var", "identity"),
  };
}

/** [B, d] -> [B, d] */
function decode(parameters: Parameters, u: Tensor2D): Tensor2D {
  const hidden = dense(
    dense(u, parameters, "decoder.0", "leakyRelu"),
    ...[parameters, "decoder.2", "leakyRelu"] as const,
  );
  return dense(hidden, parameters, "decoder.4", "identity");
}

/** log p(z|u) of each row. [B, d], [B, d] -> [B] */
function logLikelihoods(parameters: Parameters, z: Tensor2D, u: Tensor2D) {
  const { log_gamma: logGamma } = parameters;
  const squares = tf.mul(tf.squaredDifference(z, decode(parameters, u)), tf.exp(tf.neg(logGamma)));
  const sums = tf.sum(tf.add(squares, logGamma), 1);
  return tf.sub(tf.mul(sums, -0.5), z.shape[1] * HALF_LOG_TWO_PI);
}

function negativeElbo(parameters: Parameters, z: Tensor2D, eps: Tensor2D): Scalar {
  const posterior = encode(parameters, z);
  const u = reparameterize(posterior, eps);
  const kl = tf.sum(klDivergence(posterior.mu, posterior.logVar), 1);
  return tf.mean(tf.sub(kl, logLikelihoods(parameters, z, u))) as Scalar;
}
