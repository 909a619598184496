import { type DataSet, PIXELS } from "../data/data_set.ts";

/** Images up to which every product of sums below is a whole number that float64 holds. */
const EXACT = Math.floor(Math.sqrt(Number.MAX_SAFE_INTEGER) / 255);

/**
 * The covariance of the pixels, scaled to [0, 1], divided by N: its trace is `meanImageError`.
 *
 * Pixels are bytes, so the sums of their products are whole numbers, which float64 adds without an
 * error; beyond 372,000 images, products of sums are taken as bigints. So each entry is rounded once, where
 * it is divided. Pixels that are 0 (four in five of MNIST's)
 * are left out of the sums. All of MNIST takes about two seconds.
 *
 * @returns row by row, [784 * 784]
 */
export function pixelCovariance({ pixels, count }: DataSet): Float64Array {
  const [sums, products] = [new Float64Array(PIXELS), new Float64Array(PIXELS * PIXELS)];
  const lit = new Int32Array(PIXELS); // the pixels of an image that are not 0
  for (let image = 0; image < count; image++) {
    const row = pixels.subarray(image * PIXELS, (image + 1) * PIXELS);
    let n = 0;
    for (let i = 0; i < PIXELS; i++) if (row[i] > 0) lit[n++] = i;
    for (let a = 0; a < n; a++) {
      const i = lit[a];
      const value = row[i];
      sums[i] += value;
      for (let b = 0; b <= a; b++) products[i * PIXELS + lit[b]] += value * row[lit[b]];
    }
  }
  const scale = (count * 255) ** 2;
  for (let i = 0; i < PIXELS; i++) {
    for (let j = 0; j <= i; j++) {
      const covariance = difference(products[i * PIXELS + j], sums[i], sums[j]) / scale;
      products[i * PIXELS + j] = products[j * PIXELS + i] = covariance;
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
