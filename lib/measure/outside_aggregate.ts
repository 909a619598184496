import type { TorchRandom } from "../math/torch_random.ts";
import { aggregateCodes } from "./aggregate_codes.ts";
import { aggregateLogDensity, outsideThreshold, THRESHOLD_DRAWS } from "./aggregate_density.ts";
import type { EncodedImages } from "./encode_images.ts";

/**
 * The share of each kind of codes that lie outside of the aggregate posterior q(z): where q is less dense
 * than at 99 of 100 of its own codes. What the decoder makes of them, it was never trained to make. (q's
 * own codes lie outside to 1 %, which is no discovery.)
 *
 * @param images posteriors of N images
 * @param kinds of each kind, one code or more. [n * d]
 * @param random draws `draws` codes of q(z), to see how dense it is
 * @throws {RangeError} if a kind has no code, of which there could be a share
 */
export function outsideAggregate(
  images: EncodedImages,
  kinds: readonly Float32Array[],
  { random, draws = THRESHOLD_DRAWS }: { random: TorchRandom; draws?: number },
): number[] {
  const d = images.latentSize;
  if (kinds.some(({ length }) => length < d)) {
    throw new RangeError("wanted one code or more of each kind, got none");
  }
  const logDensity = aggregateLogDensity(images);
  const logDensitiesOf = (codes: Float32Array) =>
    Float64Array.from(
      { length: codes.length / d },
      (_, i) => logDensity(codes.subarray(i * d, (i + 1) * d)),
    );
  const threshold = outsideThreshold(logDensitiesOf(aggregateCodes(images, draws, random)));
  return kinds.map((codes) => {
    const found = logDensitiesOf(codes);
    return found.filter((density) => density < threshold).length / found.length;
  });
}
