import { type Random, type Tensor2D, tf } from "@vae/lab/exercise";

/**
 * Draws a code for each image of a batch from its Gaussian, in such a way that gradients flow to both arguments.
 *
 * @param mu means. [B, d]
 * @param logVar natural logarithms of the variances. [B, d]
 * @param random where the noise comes from: `random.normal(n)` gives n independent standard normal draws
 * @returns codes z. [B, d]
 */
export function reparameterize(mu: Tensor2D, logVar: Tensor2D, random: Random): Tensor2D {
  throw new Error("reparameterize is not written yet");
}
