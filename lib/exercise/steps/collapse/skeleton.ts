import { type Autoencoder, type Random, type Tensor1D, type Tensor2D, tf } from "@vae/lab/exercise";

/**
 * The KL divergence of each latent unit's posterior N(mu, exp(logVar)) from N(0, 1), in nats: a mean over
 * the images.
 *
 * @param mu posterior means, a row per image, a column per unit. [B, d]
 * @param logVar natural logarithms of the posterior variances. [B, d]
 * @returns one number per unit. [d]
 */
export function klPerUnit(mu: Tensor2D, logVar: Tensor2D): Tensor1D {
  throw new Error("klPerUnit is not written yet");
}

/**
 * How many units are active: those whose posterior mean has a variance over the images above 0.01.
 *
 * @param mu posterior means, a row per image, a column per unit. [B, d]
 * @returns a whole number from 0 to d
 */
export function activeUnits(mu: Tensor2D): number {
  throw new Error("activeUnits is not written yet");
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
  throw new Error("isCodeUsed is not written yet");
}
