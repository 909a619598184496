import { checkFinite, checkWord } from "../math/check_argument.ts";
import { type Scalar, type Tensor1D, tf } from "../deps/tfjs.ts";
import { freeBits } from "./free_bits.ts";
import { type InfoVae, infoVaeDivergence } from "./info_vae.ts";
import { klPerUnit } from "./kl_per_unit.ts";
import { optimalVariance } from "./optimal_variance.ts";
import { reconstructionError } from "./reconstruction_error.ts";
import type { VaeOutput } from "./vae.ts";

/** A loss in its parts, computed once: what is minimised, and what it is made of. */
export interface Loss {
  /**
   * What training minimises: reconstruction + klWeight * kl; with free bits or InfoVAE's divergence in place of kl
   * if any; or an importance-weighted bound, which is at most that.
   */
  readonly loss: Scalar;
  /** Squared error, or cross-entropy in nats for Bernoulli pixels; summed over the pixels, per image. */
  readonly reconstruction: Scalar;
  /** KL divergence from the prior in nats per image, without its weight. */
  readonly kl: Scalar;
  /** The same per latent unit, where the objective knows it; `kl` is its sum. [d] */
  readonly klPerUnit?: Tensor1D;
  /** The weight of the KL term; a tensor where the batch itself decides it. */
  readonly klWeight: number | Scalar;
}

/** A batch's loss as numbers; see {@linkcode Loss}. */
export interface LossValues {
  /** What training minimises, per image. */
  readonly loss: number;
  /** Squared error, per image. */
  readonly reconstruction: number;
  /** Unweighted, in nats per image. */
  readonly kl: number;
  /** The weight of the KL term. */
  readonly klWeight: number;
}

/** Whether the decoder's variance is fixed by the weight of the KL term, or follows the error. */
export const DECODERS = ["fixed", "sigma"] as const;

/** How the parts of a loss are put together. */
export interface LossOptions {
  /** The weight of the KL term. */
  readonly klWeight: number;
  /**
   * The divisor of the reconstruction term; the number of rows, B, if it is absent. The notebook divides by
   * its batch size, also where a last batch has fewer rows. The KL term is always divided by the rows.
   */
  readonly batchSize?: number;
  /** Nats that are free in each unit; see {@linkcode freeBits}. */
  readonly freeBits?: number;
  /** Puts {@linkcode infoVaeDivergence} in place of the KL term. */
  readonly infoVae?: InfoVae;
  /** `sigma` multiplies the weight by twice the batch's {@linkcode optimalVariance}. */
  readonly decoder?: typeof DECODERS[number];
}

/**
 * The lab's loss. Squared error + w KL is, up to a constant, w times the negative ELBO of a decoder
 * N(xHat, w/2 I): w is the effective beta (Higgins et al. 2017), w/2 the decoder's variance. With
 * Bernoulli pixels, cross-entropy + w KL is the negative ELBO at w = 1.
 *
 * @param output what `Vae.forward` gave for B images
 * @throws {RangeError} for a weight, divisor or number of free nats that is not finite or is negative
 */
export function loss(
  output: VaeOutput,
  {
    klWeight,
    batchSize = output.mu.shape[0],
    freeBits: lambda = 0,
    infoVae,
    decoder = "fixed",
  }: LossOptions,
): Loss & { klPerUnit: Tensor1D } {
  checkFinite("klWeight", klWeight, { min: 0 });
  checkFinite("batchSize", batchSize, { above: 0 });
  checkFinite("freeBits", lambda, { min: 0 });
  checkWord("decoder", decoder, DECODERS);
  // Row sums first: a backend may add in float32, and the 784 terms of a row lose less than the 100,352 of a batch.
  const errors = reconstructionError(output);
  const reconstruction = tf.div(tf.sum(errors), batchSize) as Scalar;
  const units = klPerUnit(output);
  const kl = tf.sum(units) as Scalar;
  const counted = infoVae
    ? infoVaeDivergence(kl, output.z, infoVae)
    : lambda > 0
    ? freeBits(units, lambda)
    : kl;
  const weight = decoder === "sigma"
    ? constant(() => tf.mul(optimalVariance(errors, output.x.shape[1]), 2 * klWeight))
    : klWeight;
  const total = tf.add(reconstruction, tf.mul(counted, weight)) as Scalar;
  return { loss: total, reconstruction, kl, klPerUnit: units, klWeight: weight };
}

/** A value computed off the tape: no gradient flows through it. */
function constant(compute: () => Scalar): Scalar {
  return tf.customGrad(() => ({ value: compute(), gradFunc: () => [] }))() as Scalar;
}
