import { type Scalar, type Tensor2D, tf } from "../deps/tfjs.ts";
import { checkFinite, checkObject } from "../math/check_argument.ts";
import { mmdFromPrior } from "./mmd.ts";

/** The two weights of {@linkcode infoVaeDivergence}. */
export interface InfoVae {
  /** What is taken off the KL divergence; at most 1, where nothing is left of it (MMD-VAE). */
  readonly alpha: number;
  /** The weight of the aggregate posterior's divergence; `alpha + lambda` is 1 or more. */
  readonly lambda: number;
}

/** What is wrong with the weights of an InfoVAE, if anything is. */
export function infoVaeObjection({ alpha, lambda }: InfoVae): string | undefined {
  if (alpha + lambda >= 1) return undefined;
  return `the MMD has the weight alpha + lambda - 1, which must be 0 or more, got ${alpha} + ${lambda} - 1`;
}

/**
 * What InfoVAE puts in place of the KL term: (1 - alpha) KL + (alpha + lambda - 1) MMD(q(z), p(z)) (Zhao, Song
 * and Ermon 2017, arXiv 1706.02262, with the MMD as the divergence). With alpha 0 and lambda 1 it is
 * the KL term; with alpha 1 it is their MMD-VAE. The KL divergence holds back what a code tells of its image, the
 * MMD only how all codes together are distributed.
 *
 * @param kl the KL divergence of the posteriors, a mean over the batch
 * @param z the batch's codes. [B, d]
 * @throws {RangeError} if a weight is not finite, `alpha` is above 1, or `alpha + lambda` is below 1
 */
export function infoVaeDivergence(kl: Scalar, z: Tensor2D, weights: InfoVae): Scalar {
  const { alpha, lambda } = checkObject("infoVae", weights);
  checkFinite("alpha", alpha, { max: 1 });
  checkFinite("lambda", lambda, { min: 0 });
  const objection = infoVaeObjection(weights);
  if (objection) throw new RangeError(objection);
  return tf.add(
    tf.mul(kl, 1 - alpha),
    tf.mul(mmdFromPrior(z), alpha + lambda - 1),
  ) as Scalar;
}
