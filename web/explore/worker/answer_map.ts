import { densityMap } from "../../../lib/measure/density_map.ts";
import { placeInPlane, unitPlane } from "../../../lib/measure/latent_plane.ts";
import type { Ask, MapAnswer } from "../protocol.ts";
import { type HeldModel, measureRandom } from "./held_model.ts";

/** Points on the map; places along each axis at which the density is computed. */
const POINTS = 5000, STEPS = 96;

/** The room around the points, as a share of their extent; the standard deviations of the prior that are seen. */
const ROOM = 0.06, PRIOR_SPAN = 3;

/** Where the codes of training images lie on a plane, and how dense the aggregate posterior is over it. */
export async function answerMap(model: HeldModel, { axes }: Ask<"map">): Promise<MapAnswer> {
  const encoded = await model.encoded();
  const { latentSize: d, mu } = encoded;
  const principal = axes === "principal" ? await model.principal() : undefined;
  const plane = principal ?? unitPlane(d, axes as readonly number[]);
  const count = Math.min(POINTS, encoded.count);
  const places = plane.axes.map(() => new Float32Array(count));
  for (let n = 0; n < count; n++) {
    const place = placeInPlane(plane, mu.subarray(n * d, (n + 1) * d));
    for (const [axis, value] of place.entries()) places[axis][n] = value;
  }
  const origin = placeInPlane(plane, new Float64Array(d));
  const domains = places.map((values, axis) => domain(values, origin[axis]));
  const density = await densityMap(encoded, plane, {
    ...{ domains, steps: STEPS, random: measureRandom() },
  });
  const { labels, labelNames } = (await model.images()).first(count);
  const shown = { labels: labels?.slice(), labelNames };
  return { axes, plane, shares: principal?.shares, domains, places, ...shown, density };
}

/** An axis that shows all points, and the bulk of the prior. */
function domain(values: Float32Array, origin: number): [number, number] {
  let [from, to] = [Infinity, -Infinity];
  for (const value of values) [from, to] = [Math.min(from, value), Math.max(to, value)];
  const room = ROOM * (to - from);
  return [Math.min(from - room, origin - PRIOR_SPAN), Math.max(to + room, origin + PRIOR_SPAN)];
}
