import { HALF_LOG_TWO_PI } from "../math/gaussian.ts";
import { logMeanExp } from "../math/log_mean_exp.ts";
import type { EncodedImages } from "./encode_images.ts";
import { type LatentPlane, placeInPlane } from "./latent_plane.ts";

/**
 * The log density of the aggregate posterior's marginal in a plane, or on a line: how many codes lie over a
 * place of it, whatever they are across it. The marginal of a mixture of Gaussians is the mixture of their
 * marginals, and in a plane that is not of two units these are correlated.
 *
 * @returns a function of a place, one number for each axis
 */
export function planeLogDensity(
  images: EncodedImages,
  plane: LatentPlane,
): (place: ArrayLike<number>) => number {
  const { count, latentSize: d, mu, logVar } = images;
  const [first, second] = plane.axes;
  // Of each image: its mean x, y; the inverse P of its covariance, as xx, xy, yy; the log density at its mean.
  const [x, y, xx, xy, yy, atMean] = Array.from({ length: 6 }, () => new Float64Array(count));
  for (let n = 0; n < count; n++) {
    [x[n], y[n] = 0] = placeInPlane(plane, mu.subarray(n * d, (n + 1) * d));
    let [a, b, c] = [0, 0, 0]; // the covariance: [[a, b], [b, c]]
    for (let i = 0; i < d; i++) {
      const variance = Math.exp(logVar[n * d + i]);
      a += first[i] ** 2 * variance;
      if (!second) continue;
      b += first[i] * second[i] * variance;
      c += second[i] ** 2 * variance;
    }
    if (!second) c = 1; // alone, y is 0 for all
    const determinant = a * c - b * b;
    [xx[n], xy[n], yy[n]] = [c / determinant, -b / determinant, a / determinant];
    atMean[n] = -plane.axes.length * HALF_LOG_TWO_PI - Math.log(determinant) / 2;
  }
  const densities = new Float64Array(count);
  return ({ 0: left, 1: top = 0 }) => {
    for (let n = 0; n < count; n++) {
      const [u, v] = [left - x[n], top - y[n]];
      densities[n] = atMean[n] - (u * u * xx[n] + 2 * u * v * xy[n] + v * v * yy[n]) / 2;
    }
    return logMeanExp(densities);
  };
}
