import type { DataSet } from "../data/data_set.ts";

/** The mean image: the mean of each pixel, scaled to [0, 1]. [P] */
export function pixelMeans({ pixels, count, size }: DataSet): Float64Array {
  const means = new Float64Array(size);
  for (let image = 0; image < count; image++) {
    for (let i = 0; i < size; i++) means[i] += pixels[image * size + i];
  }
  return means.map((sum) => sum / (count * 255)); // whole numbers: rounded here alone
}
