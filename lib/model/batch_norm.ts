import { type Tensor, type Tensor1D, type Tensor2D, tf, type Variable } from "../deps/tfjs.ts";
import type { Parameters } from "./parameters.ts";
import type { Tape } from "./tape.ts";

/** The layer's name in a state dict. */
export const BATCH_NORM = "encoder.mu_norm";

/** What keeps the divisor above 0: PyTorch's. */
export const BATCH_NORM_EPSILON = 1e-5;

/** The share of a batch in the running statistics: PyTorch's. */
const MOMENTUM = 0.1;

/** What is trained: the mean of each unit over a batch, which starts at 0 and draws no random number. [d] */
export function batchNormParameters(latentSize: number): Parameters<Variable> {
  return { [`${BATCH_NORM}.bias`]: tf.tidy(() => tf.variable(tf.zeros([latentSize]))) };
}

/** What is not trained: gamma for each unit, and the running statistics, as PyTorch begins them. [d] each */
export function batchNormBuffers(latentSize: number, gamma: number): Parameters<Variable> {
  const constant = (value: number) =>
    tf.tidy(() => tf.variable(tf.fill([latentSize], value), false));
  return {
    [`${BATCH_NORM}.weight`]: constant(gamma),
    [`${BATCH_NORM}.running_mean`]: constant(0),
    [`${BATCH_NORM}.running_var`]: constant(1),
  };
}

/** Whether a tensor of a state dict is not trained, and so has no moments in a checkpoint. */
export function isBuffer(name: string): boolean {
  return [".weight", ".running_mean", ".running_var"].some((end) => name === BATCH_NORM + end);
}

/**
 * The posterior means of a batch-norm VAE (Zhu et al. 2020, arXiv 2004.12585): over a batch each unit's mean has
 * the mean `bias`, which is trained, and the standard deviation gamma, which is not. Since KL = 1/2 (mu^2 + v - 1 -
 * log v) >= mu^2 / 2, the mean over a batch of the KL divergence of all units together is at least
 * (sum of gamma^2 + bias^2) / 2, but for what epsilon takes of a unit whose means hardly differ.
 *
 * As PyTorch's `nn.BatchNorm1d` does it, epsilon 1e-5 and momentum 0.1: in training, that is with a tape, by the
 * batch's statistics; else by the running ones. A batch of a single row has no statistics, and is taken by the
 * running ones in training too, where PyTorch refuses.
 *
 * @param mu what the encoder gives. [B, d]
 * @param parameters the layer's, trained or not, by PyTorch's names; see {@linkcode BATCH_NORM}
 * @returns the means, and what the running statistics become by this batch
 */
export function batchNorm(
  mu: Tensor2D,
  parameters: Parameters,
  tape?: Tape,
): { readonly mu: Tensor2D; readonly buffers?: Parameters } {
  const of = (name: string) => parameters[`${BATCH_NORM}.${name}`];
  const [gamma, bias] = [of("weight"), of("bias")];
  const [rows] = mu.shape;
  const fromBatch = tape !== undefined && rows > 1;
  const { mean, variance } = fromBatch
    ? tf.moments(mu, 0) // the variance's divisor is B
    : { mean: of("running_mean"), variance: of("running_var") };
  const deviation = tf.sqrt(tf.add(variance, BATCH_NORM_EPSILON)); // [d]
  const normal = tf.div(tf.sub(mu, mean), deviation); // [B, d]
  const normed = tf.add(tf.mul(normal, gamma), bias) as Tensor2D;
  tape?.record(normed, { mu, bias }, (dy) => ({
    mu: () => tf.mul(tf.div(gamma, deviation), fromBatch ? centred(dy, normal) : dy),
    bias: () => tf.sum(dy, 0),
  }));
  if (!fromBatch) return { mu: normed };
  const moved = (name: string, batch: Tensor) =>
    tf.add(tf.mul(of(name), 1 - MOMENTUM), tf.mul(batch, MOMENTUM)) as Tensor1D;
  return {
    mu: normed,
    buffers: {
      [`${BATCH_NORM}.running_mean`]: moved("running_mean", mean),
      // Here PyTorch's divisor is B - 1.
      [`${BATCH_NORM}.running_var`]: moved("running_var", tf.mul(variance, rows / (rows - 1))),
    },
  };
}

/** The gradient without what only shifts or stretches all rows of a unit alike, which the layer takes back. */
function centred(dy: Tensor, normal: Tensor): Tensor {
  const shift = tf.mean(dy, 0);
  const stretch = tf.mean(tf.mul(dy, normal), 0);
  return tf.sub(tf.sub(dy, shift), tf.mul(normal, stretch));
}
