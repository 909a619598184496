import { checkWhole } from "../math/check_argument.ts";
import { type ImageShape, LAB_IMAGE, pixelsOf } from "../math/image_shape.ts";

/** A gray picture of any size. */
export interface Drawing extends ImageShape {
  /** From 0, the background, to 1, row after row. [H * W] */
  readonly pixels: Float32Array;
}

/** A rectangle of whole pixels; `right` and `bottom` lie outside of it. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The side of the box that MNIST's digits were scaled into, of images of 28 x 28. */
const LAB_BOX = 20;

/**
 * A drawn digit as MNIST's were made: the box around what was drawn is scaled, keeping its ratio, until its
 * longer side is 20 pixels, with gray levels where edges cut through pixels; then the digit is moved by whole
 * pixels until its centre of mass lies at the middle of the image, within half a pixel. (A digit whose mass lies
 * so far to one side that its other end would be cut off is moved only as far as it fits.)
 *
 * Source: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits": "size normalized to
 * fit in a 20x20 pixel box while preserving their aspect ratio [...] centered in a 28x28 image by computing the
 * center of mass of the pixels, and translating the image so as to position this point at the center of the 28x28
 * field." The middle is pixel (14, 14), counted from 0: so it is in all of MNIST's images, within 0.52.
 *
 * @param drawing what was drawn, light on dark
 * @param image the size of the image; of another than 28 x 28, the box has the same share, 20/28, of its
 * shorter side
 * @returns gray values in [0, 1]; all 0 for an empty drawing. [H * W]
 * @throws {RangeError} if the drawing does not have H * W pixels
 *
 * @example A square of 8 x 8 fills the box
 * ```ts
 * import { fitDigit } from "./fit_digit.ts";
 *
 * const fitted = fitDigit({ height: 8, width: 8, pixels: new Float32Array(64).fill(1) });
 * fitted.reduce((sum, value) => sum + value, 0); // 400: 20 x 20
 * ```
 */
export function fitDigit(drawing: Drawing, image: ImageShape = LAB_IMAGE): Float32Array {
  const { height, width, pixels } = drawing;
  for (const [side, length] of Object.entries({ height, width })) {
    checkWhole(`the drawing's ${side}`, length, { min: 1 });
  }
  if (pixels.length !== pixelsOf(drawing)) {
    throw new RangeError(
      `wanted ${height} x ${width} pixels of a drawing, got ${pixels.length}`,
    );
  }
  const box = inkBox(drawing);
  if (!box) return new Float32Array(pixelsOf(image));
  return centered(scaled(drawing, box, boxSide(image)), image);
}

/** The side of the box for images of this size. */
function boxSide({ height, width }: ImageShape): number {
  const share = LAB_BOX / LAB_IMAGE.width;
  return Math.max(1, Math.round(share * Math.min(height, width)));
}

/** The smallest box around what was drawn; none if nothing was. */
function inkBox({ height, width, pixels }: Drawing): Box | undefined {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let at = 0; at < pixels.length; at++) {
    if (pixels[at] <= 0) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    [left, right] = [Math.min(left, x), Math.max(right, x + 1)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y + 1)];
  }
  return right > 0 ? { left, top, right, bottom } : undefined;
}

/** What lies in the box, scaled until its longer side is `side`: each pixel is the mean of what it covers. */
function scaled(drawing: Drawing, { left, top, right, bottom }: Box, side: number): Drawing {
  const scale = side / Math.max(right - left, bottom - top);
  const columns = coverage(left, right, scale);
  const rows = coverage(top, bottom, scale);
  const pixels = new Float32Array(rows.length * columns.length);
  for (const [y, row] of rows.entries()) {
    for (const [x, column] of columns.entries()) {
      let sum = 0;
      for (const [sourceY, shareY] of row) {
        for (const [sourceX, shareX] of column) {
          sum += shareY * shareX * drawing.pixels[sourceY * drawing.width + sourceX];
        }
      }
      pixels[y * columns.length + x] = Math.min(1, sum);
    }
  }
  return { height: rows.length, width: columns.length, pixels };
}

/** For each pixel of a scaled side, the pixels of the original that it covers, and the share of it that each fills. */
function coverage(from: number, to: number, scale: number): [source: number, share: number][][] {
  const length = (to - from) * scale;
  const count = Math.max(1, Math.ceil(length - 1e-9));
  const margin = (count - length) / 2; // what is left over is empty, and the same on both sides
  return Array.from({ length: count }, (_, pixel) => {
    const start = Math.max(from, from + (pixel - margin) / scale);
    const end = Math.min(to, from + (pixel + 1 - margin) / scale);
    const covered: [number, number][] = [];
    for (let source = Math.floor(start); source < Math.min(to, Math.ceil(end)); source++) {
      const overlap = Math.min(end, source + 1) - Math.max(start, source);
      if (overlap > 0) covered.push([source, overlap * scale]);
    }
    return covered;
  });
}

/** The picture in an image, its centre of mass at the middle, as far as all of it fits. */
function centered({ height, width, pixels }: Drawing, image: ImageShape): Float32Array {
  let [mass, x, y] = [0, 0, 0];
  for (const [at, value] of pixels.entries()) {
    mass += value;
    x += value * (at % width);
    y += value * Math.floor(at / width);
  }
  const shift = (middle: number, center: number, room: number) =>
    Math.max(0, Math.min(room, Math.round(middle - center)));
  const left = shift(Math.floor(image.width / 2), x / mass, image.width - width);
  const top = shift(Math.floor(image.height / 2), y / mass, image.height - height);
  const fitted = new Float32Array(pixelsOf(image));
  for (let row = 0; row < height; row++) {
    fitted.set(pixels.subarray(row * width, (row + 1) * width), (top + row) * image.width + left);
  }
  return fitted;
}
