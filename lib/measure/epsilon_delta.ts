import { checkFinite } from "../math/check_argument.ts";
import { klOfImages } from "./kl_of_images.ts";
import type { EncodedImages } from "./encode_images.ts";

/**
 * The (epsilon, delta)-collapse of each latent unit (Lucas et al. 2019, arXiv 1911.02469, definition 1): unit i
 * is (epsilon, delta)-collapsed if P_x[KL(q(z_i|x) || p(z_i)) < epsilon] >= 1 - delta.
 *
 * @param epsilon in nats
 * @returns the least delta for which each unit is (epsilon, delta)-collapsed: the share of the images whose
 * divergence in it is epsilon or more. [d]
 *
 * @example Two images: unit 0 is at the prior for both, unit 1 has half a nat for one of them
 * ```ts
 * import { epsilonDelta } from "./epsilon_delta.ts";
 *
 * const images = {
 *   ...{ count: 2, latentSize: 2 },
 *   ...{ mu: Float32Array.of(0, 0, 0, 1), logVar: new Float32Array(4) },
 * };
 * epsilonDelta(images, 0.01); // [0, 0.5]
 * ```
 */
export function epsilonDelta(images: EncodedImages, epsilon: number): number[] {
  checkFinite("epsilon", epsilon, { min: 0 });
  const { count, latentSize: d } = images;
  const delta = new Array<number>(d).fill(0);
  // Not below epsilon counts, also where a divergence is not a number.
  for (const [at, kl] of klOfImages(images).entries()) if (!(kl < epsilon)) delta[at % d]++;
  return delta.map((above) => above / count);
}
