import type { ImageShape } from "../../lib/math/image_shape.ts";

/** Paints a gray image, 0 black and 1 white, on a canvas of its size. */
export function paintGray(
  canvas: HTMLCanvasElement,
  gray: Float32Array,
  { height, width }: ImageShape,
): void {
  const picture = new ImageData(width, height);
  for (let i = 0; i < gray.length; i++) {
    const level = 255 * gray[i]; // Uint8ClampedArray rounds
    picture.data[4 * i] = picture.data[4 * i + 1] = picture.data[4 * i + 2] = level;
    picture.data[4 * i + 3] = 255;
  }
  canvas.getContext("2d")!.putImageData(picture, 0, 0);
}
