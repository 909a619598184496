import type { Canvas } from "../deps/canvas.ts";
import { typeName } from "../math/check_argument.ts";

/** How a grid of images is laid out. */
export interface ImageGridOptions {
  /** Images in a row; with fewer images than this, all stand in one row. */
  readonly columns?: number;
  /** Canvas pixels per image pixel: a whole number, so that pixels stay squares. */
  readonly scale?: number;
  /** Side of the square images, in pixels. */
  readonly imageSize?: number;
}

/** Canvas pixels per image pixel in the lab's figures. */
export const GRID_SCALE = 2;

/** Black pixels around and between the images. */
const PADDING = 2;

/**
 * Gray images in rows on black, laid out as torchvision's `make_grid` does, with the bytes that its
 * `save_image` writes. (A single image gets its frame too; torchvision leaves it bare.)
 *
 * @param images [N * imageSize * imageSize], gray values from 0 (black) to 1 (white)
 * @returns (columns * (imageSize + 2) + 2) x (rows * (imageSize + 2) + 2) pixels, times `scale`
 * @throws {TypeError} if `images` is no Float32Array
 * @throws {RangeError} if there are no whole images, or an option is not a whole number above 0
 *
 * @example 100 MNIST images
 * ```ts ignore
 * const canvas = await imageGrid(await data.rows(first100)); // 752 x 122
 * ```
 */
export async function imageGrid(
  images: Float32Array,
  { columns = 25, scale = 1, imageSize = 28 }: ImageGridOptions = {},
): Promise<Canvas> {
  for (const [name, value] of Object.entries({ columns, scale, imageSize })) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(`${name} must be a whole number above 0, got ${value}`);
    }
  }
  if (!(images instanceof Float32Array)) {
    throw new TypeError(`images must be a Float32Array, got ${typeName(images)}`);
  }
  const count = images.length / imageSize ** 2;
  if (count === 0 || !Number.isInteger(count)) {
    throw new RangeError(
      `images must hold one or more images of ${imageSize ** 2} values, got ${images.length}`,
    );
  }
  const cell = imageSize + PADDING;
  const inRow = Math.min(columns, count);
  const width = inRow * cell + PADDING;
  const height = Math.ceil(count / inRow) * cell + PADDING;
  const gray = new Uint8Array(width * height);
  for (let i = 0; i < images.length; i++) {
    const image = Math.floor(i / imageSize ** 2);
    const x = (image % inRow) * cell + PADDING + i % imageSize;
    const y = Math.floor(image / inRow) * cell + PADDING + Math.floor(i / imageSize) % imageSize;
    gray[y * width + x] = grayLevel(images[i]);
  }
  return await paint(gray, width, scale);
}

/** The byte of a value as `save_image` rounds it: in float32, half up. */
function grayLevel(value: number): number {
  const level = Math.fround(Math.fround(value * 255) + 0.5);
  return Math.floor(Math.min(Math.max(level, 0), 255));
}

/** A canvas of opaque gray pixels, each drawn as a square of scale x scale. */
async function paint(gray: Uint8Array, width: number, scale: number): Promise<Canvas> {
  const { createCanvas } = await import("../deps/canvas.ts");
  const small = createCanvas(width, gray.length / width);
  const picture = small.getContext("2d").createImageData(small.width, small.height);
  for (let i = 0; i < gray.length; i++) {
    picture.data.set([gray[i], gray[i], gray[i], 255], 4 * i);
  }
  small.getContext("2d").putImageData(picture, 0, 0);
  if (scale === 1) return small;

  const canvas = createCanvas(small.width * scale, small.height * scale);
  const context = canvas.getContext("2d");
  context.imageSmoothingEnabled = false; // nearest neighbour
  context.drawImage(small, 0, 0, canvas.width, canvas.height);
  return canvas;
}
