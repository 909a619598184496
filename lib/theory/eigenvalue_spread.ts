import type { DataSet } from "../data/data_set.ts";
import { checkWhole } from "../math/check_argument.ts";
import { pixelMeans } from "./pixel_means.ts";

/**
 * By how much an eigenvalue of the pixels' covariance differs between data sets of `count` images that are
 * drawn like these: its standard deviation, relative to it.
 *
 * To first order an eigenvalue of a sample's covariance is the variance of the sample's components along
 * the eigenvector, whose standard deviation is that of the squared component over sqrt(count): sqrt(2 / N)
 * relative to it for normal data (Anderson 1963), and what the fourth moment says for others.
 *
 * @param vector the eigenvector, of length 1. [P]
 * @param count images of a data set
 * @throws {RangeError} if there are no images, or the vector has another length than an image
 */
export function eigenvalueSpread(
  data: DataSet,
  vector: ArrayLike<number>,
  count: number,
): number {
  checkWhole("count", count, { min: 1 });
  const { pixels, size } = data;
  if (vector.length !== size) {
    throw new RangeError(`vector must have ${size} components, got ${vector.length}`);
  }
  const means = pixelMeans(data);
  const offset = means.reduce((sum, mean, i) => sum + mean * vector[i], 0);
  let [second, fourth] = [0, 0];
  for (let image = 0; image < data.count; image++) {
    let component = -offset;
    for (let i = 0; i < size; i++) component += pixels[image * size + i] / 255 * vector[i];
    second += component ** 2 / data.count;
    fourth += component ** 4 / data.count;
  }
  return Math.sqrt(Math.max(0, fourth / second ** 2 - 1) / count);
}
