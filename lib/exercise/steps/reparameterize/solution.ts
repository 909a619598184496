import { type Random, type Tensor2D, tf } from "@vae/lab/exercise";

/** Draws a code for each image of a batch from its Gaussian: z = mu + sigma * eps. [B, d], [B, d] -> [B, d] */
export function reparameterize(mu: Tensor2D, logVar: Tensor2D, random: Random): Tensor2D {
  const [rows, units] = mu.shape;
  const eps = tf.tensor2d(random.normal(rows * units), [rows, units]);
  const std = tf.exp(tf.mul(logVar, 0.5));
  return tf.add(mu, tf.mul(std, eps));
}
