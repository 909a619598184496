import type { DataSet } from "../data/data_set.ts";
import { labelText } from "../data/label_text.ts";
import { tf } from "../deps/tfjs.ts";
import { lerp } from "../math/lerp.ts";
import type { Seed } from "../math/seed.ts";
import { TorchRandom } from "../math/torch_random.ts";
import type { Vae } from "../model/vae.ts";

/** Codes on the line, both ends included. */
export const INTERPOLATION_STEPS = 20;

/** The numbers of the two images of a line; the draws are PyTorch's. */
export function drawnEnds({ count }: DataSet, seed: Seed): [from: number, to: number] {
  const random = new TorchRandom(seed);
  return [random.integer(count), random.integer(count)];
}

/**
 * The codes on the line between those of two images, both ends included.
 *
 * @param ends the numbers of the two images
 * @returns [INTERPOLATION_STEPS * d]
 * @throws {RangeError} if there is no such image
 */
export async function interpolationCodes(
  vae: Vae,
  images: DataSet,
  ends: readonly [from: number, to: number],
): Promise<Float32Array> {
  const d = vae.latentSize;
  const mu = tf.tidy(() => vae.encode(tf.tensor2d(images.rows(ends), [2, images.size]))); // [2, d]
  const values = await mu.data();
  mu.dispose();
  return lerp(values.slice(0, d), values.slice(d), INTERPOLATION_STEPS);
}

/** An image by its number, and by its label where it has one: `image 3 (a 7)`. */
export function imageName(images: DataSet, image: number): string {
  const shown = labelText(images, image);
  return `image ${image}${shown === undefined ? "" : ` (${shown})`}`;
}
