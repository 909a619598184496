import { type Scalar, type Tensor1D, tf } from "../deps/tfjs.ts";
import { klDivergence } from "./kl.ts";
import { squaredError } from "./squared_error.ts";
import type { VaeOutput } from "./vae.ts";

/** A loss in its parts, computed once: what is minimised, and what it is made of. */
export interface Loss {
  /** What training minimises: reconstruction + klWeight * kl. */
  readonly loss: Scalar;
  /** Squared error, summed over the pixels, per image. */
  readonly reconstruction: Scalar;
  /** KL divergence from the prior in nats per image, without its weight. */
  readonly kl: Scalar;
  /** The same per latent unit, where the objective knows it; `kl` is its sum. [d] */
  readonly klPerUnit?: Tensor1D;
  /** The weight of the KL term. */
  readonly klWeight: number;
}

/**
 * The lab's loss. Squared error + w KL is, up to a constant, w times the negative ELBO of a decoder
 * N(xHat, w/2 I): w is the effective beta (Higgins et al. 2017), w/2 the decoder's variance.
 *
 * @param output what `Vae.forward` gave for B images
 * @param batchSize the divisor of the reconstruction term, also for a last batch with fewer rows (the
 * notebook's slip, kept: its printed numbers depend on it). The KL term is divided by the rows, B.
 */
export function loss(
  { x, xHat, mu, logVar }: VaeOutput,
  { klWeight, batchSize }: { klWeight: number; batchSize: number },
): Loss & { klPerUnit: Tensor1D } {
  // Row sums first: a backend may add in float32, and 784 terms lose less than 100,352 at once.
  const reconstruction = tf.div(tf.sum(squaredError(xHat, x)), batchSize) as Scalar;
  const klPerUnit = tf.div(tf.sum(klDivergence(mu, logVar), 0), mu.shape[0]) as Tensor1D;
  const kl = tf.sum(klPerUnit) as Scalar;
  const total = tf.add(reconstruction, tf.mul(kl, klWeight)) as Scalar;
  return { loss: total, reconstruction, kl, klPerUnit, klWeight };
}
