import { type ImageShape, pixelsOf } from "../math/image_shape.ts";

/**
 * Exchanges rows and columns of each image, in place.
 *
 * @param pixels images of `width` rows and `height` columns, one after the other; afterwards they are of
 * `shape`. [N * P]
 */
export function exchangeAxes(pixels: Uint8Array, shape: ImageShape): void {
  const { height, width } = shape;
  const size = pixelsOf(shape);
  for (let start = 0; start < pixels.length; start += size) {
    const image = pixels.slice(start, start + size);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) pixels[start + y * width + x] = image[x * height + y];
    }
  }
}
