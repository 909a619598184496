import { type Tensor2D, tf } from "../deps/tfjs.ts";
import type { GrayImages } from "../math/gray_images.ts";

export type { GrayImages };

/**
 * The images at `indices`, scaled to [0, 1]. -> [B, P]
 * @throws {RangeError} for an image that is not there
 */
export function imageTensor(images: GrayImages, indices: ArrayLike<number>): Tensor2D {
  if (!tf.getKernel("ImageRows", tf.getBackend())) {
    return tf.tensor2d(images.rows(indices), [indices.length, images.size]);
  }
  const attributes = { images, indices } as unknown as Record<string, number>;
  return tf.engine().runKernel("ImageRows", {}, attributes) as Tensor2D;
}
