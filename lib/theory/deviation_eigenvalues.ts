import type { DataSet } from "../data/data_set.ts";
import { eigenvaluesOfSymmetric } from "../math/eigenvalues_of_symmetric.ts";
import { blockLanczos } from "../math/block_lanczos.ts";
import { pixelMeans } from "./pixel_means.ts";

/** Images up to which all eigenvalues are computed, from the products of images. */
const MAX_GRAM = 512;

/** Eigenvalues that are computed of more images. */
const LARGEST = 64;

/**
 * The eigenvalues of the covariance of many pixels, each multiplied by a factor, without the covariance
 * itself.
 *
 * Of N images, up to 512, all of them: the products of the images' deviations from their mean, an N x N
 * matrix, have the same, and the others are 0. Of more images the 64 largest, to six digits; each of the
 * others is given the mean of what these leave of the sum, so that a loss of up to 64 units has its right
 * value.
 *
 * @param factors of the pixels; 1, if nothing is said. [P]
 * @returns descending, 0 or more. [P]
 */
export function deviationEigenvalues(
  data: DataSet,
  factors: Float64Array = new Float64Array(data.size).fill(1),
): Float64Array {
  const { count, size } = data;
  const means = pixelMeans(data);
  const eigenvalues = new Float64Array(size);
  if (count <= MAX_GRAM) {
    const all = eigenvaluesOfSymmetric(gram(data, means, factors)).subarray(0, size);
    eigenvalues.set(all.map((value) => Math.max(0, value))); // rounding: -1e-15
    return eigenvalues;
  }
  const largest = blockLanczos((vectors) => covarianceTimes(data, vectors, means, factors), {
    ...{ n: size, count: Math.min(LARGEST, size) },
  });
  const sum = largest.reduce((sum, value) => sum + value, 0);
  const left = Math.max(0, trace(data, means, factors) - sum) / (size - largest.length);
  eigenvalues.fill(left);
  eigenvalues.set(largest);
  return eigenvalues;
}

/** The sum of all eigenvalues: that of the pixels' variances. */
function trace({ pixels, count, size }: DataSet, means: Float64Array, factors: Float64Array) {
  const squares = new Float64Array(size);
  for (let image = 0; image < count; image++) {
    for (let i = 0; i < size; i++) squares[i] += pixels[image * size + i] ** 2;
  }
  return squares.reduce(
    (sum, square, i) => sum + (square / (255 ** 2 * count) - means[i] ** 2) * factors[i] ** 2,
    0,
  );
}

/** The products of all pairs of images' deviations, divided by N. [N * N] */
function gram({ pixels, count, size }: DataSet, means: Float64Array, factors: Float64Array) {
  const deviations = new Float64Array(count * size);
  for (let at = 0; at < deviations.length; at++) {
    const i = at % size;
    deviations[at] = (pixels[at] / 255 - means[i]) * factors[i];
  }
  const products = new Float64Array(count * count);
  for (let a = 0; a < count; a++) {
    const first = deviations.subarray(a * size, (a + 1) * size);
    for (let b = 0; b <= a; b++) {
      const second = deviations.subarray(b * size, (b + 1) * size);
      let sum = 0;
      for (let i = 0; i < size; i++) sum += first[i] * second[i];
      products[a * count + b] = products[b * count + a] = sum / count;
    }
  }
  return products;
}

/**
 * The covariance of the pixels times up to four vectors at once, in one walk through the images: of each, its
 * components along the vectors, then itself as often as these say.
 */
function covarianceTimes(
  { pixels, count, size }: DataSet,
  vectors: readonly Float64Array[],
  means: Float64Array,
  factors: Float64Array,
): Float64Array[] {
  const none = new Float64Array(size);
  const scaled = [0, 1, 2, 3].map((k) => vectors[k]?.map((value, i) => value * factors[i]) ?? none);
  const [v0, v1, v2, v3] = scaled;
  const [w0, w1, w2, w3] = scaled.map(() => new Float64Array(size));
  const [m0, m1, m2, m3] = scaled.map((vector) =>
    255 * means.reduce((sum, mean, i) => sum + mean * vector[i], 0)
  );
  const sums = [0, 0, 0, 0];
  for (let image = 0; image < count; image++) {
    const row = pixels.subarray(image * size, (image + 1) * size);
    let [a0, a1, a2, a3] = [-m0, -m1, -m2, -m3];
    for (let i = 0; i < size; i++) {
      const value = row[i];
      a0 += value * v0[i];
      a1 += value * v1[i];
      a2 += value * v2[i];
      a3 += value * v3[i];
    }
    sums[0] += a0;
    sums[1] += a1;
    sums[2] += a2;
    sums[3] += a3;
    for (let i = 0; i < size; i++) {
      const value = row[i];
      w0[i] += value * a0;
      w1[i] += value * a1;
      w2[i] += value * a2;
      w3[i] += value * a3;
    }
  }
  return [w0, w1, w2, w3].slice(0, vectors.length).map((w, k) =>
    w.map((value, i) => (value - 255 * means[i] * sums[k]) * factors[i] / (255 ** 2 * count))
  );
}
