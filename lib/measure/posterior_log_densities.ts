import { HALF_LOG_TWO_PI } from "../math/gaussian.ts";
import type { EncodedImages } from "./encode_images.ts";

/**
 * The log density of each image's posterior at a code, in float64: `logMeanExp` of them is log q(z), the
 * aggregate posterior's.
 *
 * @returns a function of z, [d] -> [N]; it fills the same array at each call
 */
export function posteriorLogDensities(
  { count, latentSize: d, mu, logVar }: EncodedImages,
): (z: ArrayLike<number>) => Float64Array {
  const precision = Float64Array.from(logVar, (v) => Math.exp(-v));
  const atMean = new Float64Array(count).fill(-d * HALF_LOG_TWO_PI);
  for (let i = 0; i < logVar.length; i++) atMean[Math.floor(i / d)] -= logVar[i] / 2;
  const densities = new Float64Array(count);
  return (z) => {
    for (let n = 0, at = 0; n < count; n++) {
      let squares = 0;
      for (let i = 0; i < d; i++, at++) squares += (z[i] - mu[at]) ** 2 * precision[at];
      densities[n] = atMean[n] - squares / 2;
    }
    return densities;
  };
}
