/** The size of gray images, in pixels. */
export interface ImageShape {
  /** Rows. */
  readonly height: number;
  /** Columns. */
  readonly width: number;
}

/** The size of MNIST's images, which the lab's are: the default wherever none is given. */
export const LAB_IMAGE: ImageShape = { height: 28, width: 28 };

/** Pixels of an image at most, 128 x 128: the first and the last layer of a model have 256 weights for each. */
export const MAX_PIXELS = 2 ** 14;

/** The number of pixels of an image. */
export function pixelsOf({ height, width }: ImageShape): number {
  return height * width;
}

/** A size in words: `28 x 28`. */
export function shapeText({ height, width }: ImageShape): string {
  return `${height} x ${width}`;
}
