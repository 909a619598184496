import { checkWhole } from "../math/check_argument.ts";
import type { TorchRandom } from "../math/torch_random.ts";

/**
 * Standard normal noise in antithetic pairs: of each image's draws the second half is the first with its
 * sign changed. A mean over the draws is then exact for whatever is odd in the noise, as a shift of the code
 * is, and has no bias for all else.
 *
 * @param shape N images, S draws each, an even number, and d latent units
 * @returns image after image, draw after draw. [N * S * d]
 * @throws {RangeError} if `draws` is not an even number from 2 on
 */
export function antitheticNoise(
  random: TorchRandom,
  { images, draws, latentSize }: {
    readonly images: number;
    readonly draws: number;
    readonly latentSize: number;
  },
): Float32Array {
  checkWhole("draws", draws, { min: 2 });
  if (draws % 2 !== 0) throw new RangeError(`draws must be an even number, got ${draws}`);
  const half = draws / 2 * latentSize;
  const drawn = random.normal(images * half);
  const noise = new Float32Array(images * 2 * half);
  for (let image = 0; image < images; image++) {
    const one = drawn.subarray(image * half, (image + 1) * half);
    noise.set(one, image * 2 * half);
    noise.set(one.map((value) => -value), (image * 2 + 1) * half);
  }
  return noise;
}
