import { expRemainder } from "../math/exp_remainder.ts";
import type { EncodedImages } from "./encode_images.ts";

/** The KL divergence from the prior of each image's posterior in each unit, in nats, in float64. [N * d] */
export function klOfImages({ mu, logVar }: EncodedImages): Float64Array {
  return Float64Array.from(mu, (mean, i) => (mean * mean + expRemainder(logVar[i])) / 2);
}
