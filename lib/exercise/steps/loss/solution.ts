import { type Scalar, type Tensor2D, tf, type WrittenLoss } from "@vae/lab/exercise";

/** The squared error of a batch: summed over the pixels, averaged over the rows. [B, P], [B, P] -> [] */
export function reconstructionError(x: Tensor2D, xHat: Tensor2D): Scalar {
  return tf.mean(tf.sum(tf.square(tf.sub(xHat, x)), 1));
}

/** The KL divergence from the prior: summed over the units, averaged over the rows. [B, d], [B, d] -> [] */
export function klDivergence(mu: Tensor2D, logVar: Tensor2D): Scalar {
  const entries = tf.add(1, logVar).sub(tf.square(mu)).sub(tf.exp(logVar));
  return tf.mean(tf.mul(tf.sum(entries, 1), -1 / 2));
}

/** What training minimises. [], [] -> [] */
export function loss(
  { reconstruction, kl }: { reconstruction: Scalar; kl: Scalar },
  klWeight: number,
): Scalar {
  return tf.add(reconstruction, tf.mul(kl, klWeight));
}

/** The weight of the KL term once both terms are written as sums. */
export function effectiveBeta(
  { reconstruction, kl, weight, pixels, latentSize }: WrittenLoss,
): number {
  const gain = reconstruction === "mean" ? pixels : 1;
  const share = kl === "mean" ? latentSize : 1;
  return weight * gain / share;
}
