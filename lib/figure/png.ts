import type { Canvas } from "../deps/canvas.ts";
import { typeName } from "../math/check_argument.ts";

/** The pixels of a picture. */
export interface Pixels {
  /** Columns. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** Red, green, blue and opacity of each pixel, row by row: [height * width * 4], 0 to 255. */
  readonly pixels: Uint8ClampedArray;
}

/**
 * The bytes of a PNG file with the canvas's picture.
 * @throws {TypeError} if it is no canvas, but the promise of one, for instance
 */
export async function encodePng(canvas: Canvas): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof canvas?.encode !== "function") {
    throw new TypeError(`wanted a canvas, got ${typeName(canvas)}`);
  }
  return new Uint8Array(await canvas.encode("png"));
}

/**
 * The picture in the bytes of a PNG file.
 *
 * @throws {Error} if the bytes are no picture
 */
export async function decodePng(bytes: Uint8Array): Promise<Pixels> {
  const { createCanvas, loadImage } = await import("../deps/canvas.ts");
  const image = await loadImage(bytes);
  const canvas = createCanvas(image.width, image.height);
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvasPixels(canvas);
}

/** The pixels of a canvas. */
export function canvasPixels(canvas: Canvas): Pixels {
  const { width, height } = canvas;
  return { width, height, pixels: canvas.getContext("2d").getImageData(0, 0, width, height).data };
}
