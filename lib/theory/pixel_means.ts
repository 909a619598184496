import { type DataSet, PIXELS } from "../data/data_set.ts";

/** The mean image: the mean of each pixel, scaled to [0, 1]. [784] */
export function pixelMeans({ pixels, count }: DataSet): Float64Array {
  const means = new Float64Array(PIXELS);
  for (let image = 0; image < count; image++) {
    for (let i = 0; i < PIXELS; i++) means[i] += pixels[image * PIXELS + i];
  }
  return means.map((sum) => sum / (count * 255)); // whole numbers: rounded here alone
}
