import { breather } from "../data/breather.ts";
import { checkWhole } from "../math/check_argument.ts";
import type { TorchRandom } from "../math/torch_random.ts";
import { aggregateCodes } from "./aggregate_codes.ts";
import { outsideThreshold, THRESHOLD_DRAWS } from "./aggregate_density.ts";
import type { EncodedImages } from "./encode_images.ts";
import { type LatentPlane, placeInPlane } from "./latent_plane.ts";
import { planeLogDensity } from "./plane_log_density.ts";

/** Where in a plane the encoder puts codes. */
export interface DensityMap {
  /** Places along the first axis. */
  readonly columns: number;
  /** Places along the second axis; 1 on a line. */
  readonly rows: number;
  /** The log density at each place, row after row, from the lower ends of the axes on. [rows * columns] */
  readonly logDensities: Float64Array;
  /** The log density below which a place lies outside: 99 of 100 codes of q(z) are denser. */
  readonly threshold: number;
}

/** How a {@linkcode DensityMap} is made. */
export interface DensityMapOptions {
  /** The ends of each axis. */
  readonly domains: readonly (readonly [from: number, to: number])[];
  /** Places along each axis, both ends included. */
  readonly steps: number;
  /** Draws codes of q(z), to see how dense it is. */
  readonly random: TorchRandom;
  /** How many of them. */
  readonly draws?: number;
}

/**
 * The density of the aggregate posterior over a plane, and where it counts as outside: the measure of
 * `outsideAggregate`, for the marginal in that plane. Pauses now and then, so that a page can answer its reader.
 */
export async function densityMap(
  images: EncodedImages,
  plane: LatentPlane,
  { domains, steps, random, draws = THRESHOLD_DRAWS }: DensityMapOptions,
): Promise<DensityMap> {
  checkWhole("steps", steps, { min: 2 });
  const breathe = breather();
  const logDensity = planeLogDensity(images, plane);
  const d = images.latentSize;
  const codes = aggregateCodes(images, draws, random);
  const own = new Float64Array(draws);
  for (let i = 0; i < draws; i++) {
    await breathe();
    own[i] = logDensity(placeInPlane(plane, codes.subarray(i * d, (i + 1) * d)));
  }
  const rows = plane.axes.length === 1 ? 1 : steps;
  const logDensities = new Float64Array(rows * steps);
  const at = (axis: number, step: number) => {
    const [from, to] = domains[axis];
    return from + step / (steps - 1) * (to - from);
  };
  for (let i = 0; i < logDensities.length; i++) {
    await breathe();
    const place = plane.axes.map((_, axis) =>
      at(axis, axis === 0 ? i % steps : Math.floor(i / steps))
    );
    logDensities[i] = logDensity(place);
  }
  return { columns: steps, rows, logDensities, threshold: outsideThreshold(own) };
}
