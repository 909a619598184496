import { type Tensor2D, tf } from "../deps/tfjs.ts";

/** Gray images as bytes, such as a `DataSet`. */
export interface GrayImages {
  /** Pixels of an image, P. */
  readonly size: number;
  /** The images at `indices`, scaled to [0, 1]. -> [B * P] */
  rows(indices: ArrayLike<number>): Float32Array;
  /** Copies the bytes of the images at `indices` to the beginning of `to`. */
  copyRows(indices: ArrayLike<number>, to: Uint8Array): void;
}

/** The images at `indices`, scaled to [0, 1]. -> [B, P] */
export function imageTensor(images: GrayImages, indices: ArrayLike<number>): Tensor2D {
  if (!tf.getKernel("ImageRows", tf.getBackend())) {
    return tf.tensor2d(images.rows(indices), [indices.length, images.size]);
  }
  const attributes = { images, indices } as unknown as Record<string, number>;
  return tf.engine().runKernel("ImageRows", {}, attributes) as Tensor2D;
}
