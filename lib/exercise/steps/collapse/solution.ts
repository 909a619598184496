import { type Autoencoder, type Random, type Tensor1D, type Tensor2D, tf } from "@vae/lab/exercise";

/** The variance of mu above which a unit counts as active (Burda et al. 2016). */
const ACTIVE = 0.01;

/** By which part of itself the error must rise with other images' codes, for the code to count as used. */
const USED = 0.01;

/**
 * The KL divergence of each latent unit's posterior N(mu, exp(logVar)) from N(0, 1), in nats: a mean over
 * the images.
 *
 * @param mu posterior means, a row per image, a column per unit. [B, d]
 * @param logVar natural logarithms of the posterior variances. [B, d]
 * @returns one number per unit. [d]
 */
export function klPerUnit(mu: Tensor2D, logVar: Tensor2D): Tensor1D {
  const twice = tf.sub(tf.add(tf.square(mu), tf.exp(logVar)), tf.add(logVar, 1)); // [B, d]
  return tf.mul(0.5, tf.mean(twice, 0)); // [B, d] -> [d]
}

/**
 * How many units are active: those whose posterior mean has a variance over the images above 0.01.
 *
 * @param mu posterior means, a row per image, a column per unit. [B, d]
 * @returns a whole number from 0 to d
 */
export function activeUnits(mu: Tensor2D): number {
  const { variance } = tf.moments(mu, 0); // [B, d] -> [d]
  return tf.sum(tf.greater(variance, ACTIVE)).arraySync() as number;
}

/**
 * Whether the decoder uses the code: whether the images are reconstructed worse, by more than 1 %, from the
 * codes of other images than from their own.
 *
 * @param model a trained autoencoder, as its two functions `encode` and `reconstruct`
 * @param x images, a row each. [B, P]
 * @param random random numbers, if you want any: `random.normal(n)`, `random.uniform(n)`
 */
export function isCodeUsed(model: Autoencoder, x: Tensor2D, random: Random): boolean {
  const codes = model.encode(x); // [B, P] -> [B, d]
  const keys = random.uniform(x.shape[0]);
  const order = [...keys.keys()].sort((i, j) => keys[i] - keys[j]);
  const others = tf.gather(codes, tf.tensor1d(order, "int32"));
  const errorFrom = (codes: Tensor2D) =>
    tf.sum(tf.squaredDifference(x, model.reconstruct(codes))).arraySync() as number;
  return errorFrom(others) > (1 + USED) * errorFrom(codes);
}
