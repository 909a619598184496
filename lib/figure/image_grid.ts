import type { Canvas } from "../deps/canvas.ts";
import { type ImageShape, LAB_IMAGE, pixelsOf } from "../math/image_shape.ts";
import { typeName } from "../math/check_argument.ts";

/** How a grid of images is laid out. */
export interface ImageGridOptions {
  /** Images in a row; with fewer images than this, all stand in one row. */
  readonly columns?: number;
  /** Canvas pixels per image pixel: a whole number, so that pixels stay squares. */
  readonly scale?: number;
  /** The size of the images, in pixels; MNIST's, if nothing is said. */
  readonly image?: ImageShape;
  /** The gray value around and between the images, as torchvision's: 0, black, if nothing is said. */
  readonly padValue?: number;
}

/** Canvas pixels per image pixel in the lab's figures. */
export const GRID_SCALE = 2;

/** Pixels around and between the images. */
const PADDING = 2;

/**
 * Gray images in rows, laid out as torchvision's `make_grid` does, with the bytes that its
 * `save_image` writes. (A single image gets its frame too; torchvision leaves it bare.)
 *
 * @param images [N * H * W], gray values from 0 (black) to 1 (white)
 * @returns (columns * (W + 2) + 2) x (rows * (H + 2) + 2) pixels, times `scale`
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
  { columns = 25, scale = 1, image = LAB_IMAGE, padValue = 0 }: ImageGridOptions = {},
): Promise<Canvas> {
  for (
    const [name, value] of Object.entries({
      columns,
      scale,
      height: image.height,
      width: image.width,
    })
  ) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(`${name} must be a whole number above 0, got ${value}`);
    }
  }
  if (!(images instanceof Float32Array)) {
    throw new TypeError(`images must be a Float32Array, got ${typeName(images)}`);
  }
  const pixels = pixelsOf(image);
  const count = images.length / pixels;
  if (count === 0 || !Number.isInteger(count)) {
    throw new RangeError(
      `images must hold one or more images of ${pixels} values, got ${images.length}`,
    );
  }
  const [down, across] = [image.height + PADDING, image.width + PADDING]; // from image to image
  const inRow = Math.min(columns, count);
  const width = inRow * across + PADDING;
  const height = Math.ceil(count / inRow) * down + PADDING;
  const gray = new Uint8Array(width * height).fill(grayLevel(padValue));
  for (let i = 0; i < images.length; i++) {
    const n = Math.floor(i / pixels);
    const x = (n % inRow) * across + PADDING + i % image.width;
    const row = Math.floor(i / image.width) % image.height;
    const y = Math.floor(n / inRow) * down + PADDING + row;
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
