import type { Canvas } from "../deps/canvas.ts";
import { LAB_IMAGE, pixelsOf } from "../math/image_shape.ts";
import { imageGrid, type ImageGridOptions } from "./image_grid.ts";

/**
 * Originals over their reconstructions: a row of originals, under it the row of what the model made
 * of them, and so on. 100 MNIST images make the lab's figure: 8 rows of 25, 752 x 242 pixels. A last
 * row that is not full ends in black.
 *
 * @param originals [N * H * W], gray values from 0 to 1
 * @param reconstructions the same shape, the same order
 * @throws {RangeError} if the two differ in length, or {@link imageGrid} refuses them
 *
 * @example The first 100 images and what the decoder makes of their means
 * ```ts ignore
 * const canvas = await reconstructionGrid(originals, reconstructions, { scale: 2 });
 * ```
 */
export async function reconstructionGrid(
  originals: Float32Array,
  reconstructions: Float32Array,
  { columns = 25, scale = 1, image = LAB_IMAGE }: ImageGridOptions = {},
): Promise<Canvas> {
  if (originals.length !== reconstructions.length) {
    throw new RangeError(
      `originals and reconstructions must be equally many values, ` +
        `got ${originals.length} and ${reconstructions.length}`,
    );
  }
  const pixels = pixelsOf(image);
  const count = originals.length / pixels;
  if (count === 0 || !Number.isInteger(count)) {
    throw new RangeError(
      `originals must hold one or more images of ${pixels} values, got ${originals.length}`,
    );
  }
  const inRow = Math.min(columns, count);
  const row = inRow * pixels;
  const rows = Math.ceil(count / inRow);
  const pairs = new Float32Array(2 * rows * row);
  for (let r = 0; r < rows; r++) {
    pairs.set(originals.subarray(r * row, (r + 1) * row), 2 * r * row);
    pairs.set(reconstructions.subarray(r * row, (r + 1) * row), (2 * r + 1) * row);
  }
  return await imageGrid(pairs, { columns: inRow, scale, image });
}
