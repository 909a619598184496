import { breather } from "../data/breather.ts";
import { logMeanExp } from "../math/log_mean_exp.ts";
import type { TorchRandom } from "../math/torch_random.ts";
import { aggregateCodes } from "./aggregate_codes.ts";
import type { EncodedImages } from "./encode_images.ts";
import { posteriorLogDensities } from "./posterior_log_densities.ts";

/** How dense the aggregate posterior is at a code, and below which density a code lies outside of it. */
export interface AggregateDensity {
  /** log q(z), in nats. [d] -> */
  logDensity(z: ArrayLike<number>): number;
  /** The log density below which a code lies outside. */
  readonly threshold: number;
}

/** Codes of q(z) whose densities tell the threshold. */
export const THRESHOLD_DRAWS = 1000;

/** log q(z), the log density of the aggregate posterior q(z) = 1/N sum_n q(z|x_n), as a function of z. [d] -> */
export function aggregateLogDensity(images: EncodedImages): (z: ArrayLike<number>) => number {
  const logDensities = posteriorLogDensities(images);
  return (z) => logMeanExp(logDensities(z));
}

/**
 * The log density below which a code lies outside of a distribution: 99 of 100 of the distribution's own
 * codes are denser.
 *
 * @param own the log densities at codes that were drawn from it
 */
export function outsideThreshold(own: Float64Array): number {
  return own.toSorted()[Math.floor(own.length / 100)];
}

/**
 * The aggregate posterior's density, and what of it counts as outside, as `outsideAggregate` has it; with
 * pauses, in which a page can answer its reader.
 *
 * @param random draws `draws` codes of q(z), to see how dense it is
 */
export async function aggregateDensity(
  images: EncodedImages,
  { random, draws = THRESHOLD_DRAWS }: { random: TorchRandom; draws?: number },
): Promise<AggregateDensity> {
  const logDensity = aggregateLogDensity(images);
  const codes = aggregateCodes(images, draws, random);
  const own = await logDensitiesOf(logDensity, codes, images.latentSize);
  return { logDensity, threshold: outsideThreshold(own) };
}

/**
 * The share of codes that lie outside, with pauses.
 *
 * @param codes one or more, of d values each. [n * d]
 * @throws {RangeError} if there is none, of which there could be a share
 */
export async function shareOutside(
  { logDensity, threshold }: AggregateDensity,
  codes: Float32Array,
  d: number,
): Promise<number> {
  if (codes.length < d) throw new RangeError("wanted one code or more, got none");
  const found = await logDensitiesOf(logDensity, codes, d);
  return found.filter((density) => density < threshold).length / found.length;
}

/** The log density at each code, with pauses. [n * d] -> [n] */
export async function logDensitiesOf(
  logDensity: (z: ArrayLike<number>) => number,
  codes: Float32Array,
  d: number,
): Promise<Float64Array> {
  const breathe = breather();
  const found = new Float64Array(codes.length / d);
  for (let i = 0; i < found.length; i++) {
    await breathe();
    found[i] = logDensity(codes.subarray(i * d, (i + 1) * d));
  }
  return found;
}
