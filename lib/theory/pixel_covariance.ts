import type { DataSet } from "../data/data_set.ts";
import { shapeText } from "../math/image_shape.ts";
import { oneLine, UserError } from "../user_error.ts";

/** Images up to which every product of sums below is a whole number that float64 holds. */
const EXACT = Math.floor(Math.sqrt(Number.MAX_SAFE_INTEGER) / 255);

/** Pixels of an image at most, 48 x 48: a covariance of more takes minutes, and gigabytes in the end. */
const MAX_COVARIANCE_PIXELS = 2304;

/**
 * The covariance of the pixels, scaled to [0, 1], divided by N: its trace is `meanImageError`.
 *
 * Pixels are bytes, so the sums of their products are whole numbers, which are added without an error; beyond
 * 372,000 images, products of sums are taken as bigints. So each entry is rounded once, where it is divided.
 * Pixels that are 0 (four in five of MNIST's) are left out of the sums. All of MNIST takes about a second.
 *
 * @returns row by row, [P * P]
 * @throws {UserError} for images of more than 2,304 pixels
 */
export function pixelCovariance(data: DataSet): Float64Array {
  const { count, size } = data;
  if (size > MAX_COVARIANCE_PIXELS) {
    throw new UserError(
      `the covariance of pixels takes images of at most ${MAX_COVARIANCE_PIXELS} pixels; those of ` +
        `${oneLine(data.name)} have ${shapeText(data)}.`,
    );
  }
  const [sums, products] = [new Float64Array(size), new Float64Array(size * size)];
  for (let from = 0; from < count; from += AT_A_TIME) {
    addProducts(data, from, Math.min(count, from + AT_A_TIME), sums, products);
  }
  const scale = (count * 255) ** 2;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const covariance = difference(products[i * size + j], sums[i], sums[j]) / scale;
      products[i * size + j] = products[j * size + i] = covariance;
    }
  }
  return products;

  /** N times a sum of products, less the product of two sums. */
  function difference(products: number, a: number, b: number): number {
    return count <= EXACT
      ? count * products - a * b
      : Number(BigInt(count) * BigInt(products) - BigInt(a) * BigInt(b));
  }
}

/** Images whose products are summed as whole numbers of 32 bits, which takes half as long as float64. */
const AT_A_TIME = Math.floor(2 ** 32 / 255 ** 2);

/** Adds the pixels of some images to `sums`, and the products of their pixels to the lower half of `products`. */
function addProducts(
  { pixels, size }: DataSet,
  from: number,
  to: number,
  sums: Float64Array,
  products: Float64Array,
): void {
  const wrapped = new Int32Array(size * size); // the sums, modulo 2^32
  const [lit, values] = [new Int32Array(size), new Int32Array(size)]; // the pixels that are not 0
  for (let image = from; image < to; image++) {
    const row = pixels.subarray(image * size, (image + 1) * size);
    let n = 0;
    for (let i = 0; i < size; i++) {
      if (row[i] === 0) continue;
      lit[n] = i;
      values[n++] = row[i];
    }
    for (let a = 0; a < n; a++) {
      const value = values[a];
      const start = lit[a] * size;
      sums[lit[a]] += value;
      for (let b = 0; b <= a; b++) {
        const at = start + lit[b];
        wrapped[at] = (wrapped[at] + value * values[b]) | 0;
      }
    }
  }
  for (let i = 0; i < wrapped.length; i++) products[i] += wrapped[i] >>> 0;
}
