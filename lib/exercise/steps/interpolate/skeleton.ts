import type { Autoencoder, Tensor2D } from "@vae/lab/exercise";

/**
 * The images on the way from one image to another, through the latent space of a trained model.
 *
 * @param model encode: images [n, pixels] -> the means of their codes [n, d];
 * reconstruct: codes [n, d] -> images [n, pixels]
 * @param a the image at the beginning, [1, pixels]
 * @param b the image at the end, [1, pixels]
 * @param steps how many images to give, 2 or more, with both ends among them
 * @returns [steps, pixels]
 */
export function interpolate(model: Autoencoder, a: Tensor2D, b: Tensor2D, steps: number): Tensor2D {
  throw new Error("interpolate is not written yet");
}
