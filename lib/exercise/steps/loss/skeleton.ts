import type { Scalar, Tensor2D, WrittenLoss } from "@vae/lab/exercise";

/**
 * The squared error of a batch: a sum over the pixels, and a mean over the rows.
 *
 * @param x the images. [B, P]
 * @param xHat their reconstructions. [B, P]
 * @returns one number, as a scalar tensor through which gradients flow to xHat
 */
export function reconstructionError(x: Tensor2D, xHat: Tensor2D): Scalar {
  throw new Error("reconstructionError is not written yet");
}

/**
 * The KL divergence of the batch's posteriors from the prior N(0, I), in nats: a sum over the latent
 * units, and a mean over the rows.
 *
 * @param mu the posteriors' means. [B, d]
 * @param logVar the natural logarithms of their variances. [B, d]
 * @returns one number, as a scalar tensor through which gradients flow to mu and logVar
 */
export function klDivergence(mu: Tensor2D, logVar: Tensor2D): Scalar {
  throw new Error("klDivergence is not written yet");
}

/**
 * The loss that training minimises: both terms combined.
 *
 * @param terms what the two functions above gave for a batch
 * @param klWeight the weight of the KL divergence; 0 or more
 * @returns one number, as a scalar tensor through which gradients flow to both terms
 */
export function loss(
  terms: { reconstruction: Scalar; kl: Scalar },
  klWeight: number,
): Scalar {
  throw new Error("loss is not written yet");
}

/**
 * The effective beta of somebody's loss: the weight that its KL term has once both terms are written
 * as sums over their entries.
 *
 * @param written
 *   - reconstruction: whether the squared error is a "sum" or a "mean" over the pixels
 *   - kl: whether the KL divergence is a "sum" or a "mean" over the latent units
 *   - weight: the number that multiplies the KL term in that program
 *   - pixels, latentSize: how many pixels an image has, and how many units the latent space has
 */
export function effectiveBeta(written: WrittenLoss): number {
  throw new Error("effectiveBeta is not written yet");
}
