import { pointAt, rowOf } from "./draw_map.ts";
import type { MapFrame } from "./map_frame.ts";
import type { MapAnswer } from "./protocol.ts";

/** The point that is nearest to a place of the canvas, and how far it is, in CSS pixels. */
export function nearestPoint(
  map: MapAnswer,
  frame: MapFrame,
  x: number,
  y: number,
): { readonly image: number; readonly distance: number } | undefined {
  const { places: [across, up] } = map;
  let [nearest, distance] = [-1, Infinity];
  for (let n = 0; n < across.length; n++) {
    const [left, top] = pointAt(frame, across[n], up ? up[n] : rowOf(map, n));
    const found = Math.hypot(left - x, top - y);
    if (found < distance) [nearest, distance] = [n, found];
  }
  return nearest < 0 ? undefined : { image: nearest, distance };
}
