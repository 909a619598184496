import type { Random, Tensor2D } from "@vae/lab/exercise";

/**
 * New images from a trained model: codes drawn from the prior of the VAE, decoded.
 *
 * @param reconstruct the model's decoder: codes [n, latentSize] -> images [n, pixels]
 * @param latentSize units of a code
 * @param n how many images, 1 or more
 * @param random the only source of random numbers
 * @returns [n, pixels]
 */
export function sample(
  reconstruct: (z: Tensor2D) => Tensor2D,
  latentSize: number,
  n: number,
  random: Random,
): Tensor2D {
  throw new Error("sample is not written yet");
}
