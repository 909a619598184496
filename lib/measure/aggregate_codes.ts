import type { TorchRandom } from "../math/torch_random.ts";
import type { EncodedImages } from "./encode_images.ts";

/**
 * Codes from the aggregate posterior q(z): for each an image at random, and a draw from its posterior. So
 * they are what the decoder was trained on.
 *
 * @returns code after code. [count * d]
 */
export function aggregateCodes(
  { count: images, latentSize: d, mu, logVar }: EncodedImages,
  count: number,
  random: TorchRandom,
): Float32Array {
  const drawn = Int32Array.from({ length: count }, () => random.integer(images));
  return random.normal(count * d).map((eps, i) => {
    const at = drawn[Math.floor(i / d)] * d + i % d;
    return mu[at] + Math.exp(logVar[at] / 2) * eps;
  });
}
