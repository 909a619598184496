import { DataSet } from "../../lib/data/data_set.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { l2Norm } from "../l2_norm.ts";

/**
 * Gray images that are Gaussian along a few directions, with these variances, and constant across
 * them; but for the rounding to bytes, which adds 1e-3 to the squared error.
 */
export function lowRankImages(count: number, variances: readonly number[]): DataSet {
  const random = new TorchRandom(5);
  const directions: Float32Array[] = [];
  for (let k = 0; k < variances.length; k++) {
    const direction = random.normal(784);
    for (const other of directions) { // Gram-Schmidt
      const along = other.reduce((sum, value, i) => sum + value * direction[i], 0);
      direction.forEach((value, i) => direction[i] = value - along * other[i]);
    }
    const norm = l2Norm(direction);
    directions.push(direction.map((value) => value / norm));
  }
  const pixels = new Uint8Array(count * 784);
  for (let image = 0; image < count; image++) {
    const place = random.normal(variances.length);
    for (let i = 0; i < 784; i++) {
      const value = directions.reduce(
        (sum, direction, k) => sum + Math.sqrt(variances[k]) * place[k] * direction[i],
        0.5,
      );
      pixels[image * 784 + i] = Math.min(255, Math.max(0, Math.round(255 * value)));
    }
  }
  return new DataSet("low rank", new Uint8Array(count), pixels);
}
