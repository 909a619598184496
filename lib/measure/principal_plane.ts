import { breather } from "../data/breather.ts";
import { eigenvectorsOfSymmetric } from "../math/eigenvectors_of_symmetric.ts";
import type { EncodedImages } from "./encode_images.ts";
import type { LatentPlane } from "./latent_plane.ts";

/** The plane in which codes vary most. */
export interface PrincipalPlane extends LatentPlane {
  /** The share of the variance along each axis; 0 where nothing varies. */
  readonly shares: readonly number[];
}

/**
 * The plane through the mean of the codes in which they vary most: its axes are the two eigenvectors of the
 * covariance of the posterior means with the largest eigenvalues (one, where there is one unit). Noise is left
 * out: units that have collapsed are all noise, and would turn the plane to themselves.
 */
export async function principalPlane(
  { count, latentSize: d, mu }: EncodedImages,
): Promise<PrincipalPlane> {
  const breathe = breather();
  const center = new Float64Array(d);
  for (let i = 0; i < mu.length; i++) center[i % d] += mu[i] / count;
  const covariance = new Float64Array(d * d);
  const centered = new Float64Array(d);
  for (let n = 0; n < count; n++) {
    await breathe();
    for (let i = 0; i < d; i++) centered[i] = mu[n * d + i] - center[i];
    for (let i = 0; i < d; i++) {
      for (let j = 0; j <= i; j++) covariance[i * d + j] += centered[i] * centered[j] / count;
    }
  }
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < i; j++) covariance[j * d + i] = covariance[i * d + j];
  }
  const pairs = eigenvectorsOfSymmetric(covariance);
  const total = pairs.reduce((sum, { value }) => sum + Math.max(0, value), 0);
  const largest = pairs.slice(0, 2);
  return {
    center,
    axes: largest.map(({ vector }) => vector),
    shares: largest.map(({ value }) => total > 0 ? Math.max(0, value) / total : 0),
  };
}
