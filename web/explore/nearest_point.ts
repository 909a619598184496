import { pointAt, rowOf } from "./draw_map.ts";
import type { MapFrame } from "./map_frame.ts";
import type { MapAnswer } from "./protocol.ts";

/** The point that is nearest to a place of the canvas, and how far it is, in CSS pixels. */
export function nearestPoint(
  { places: [across, up], labels }: MapAnswer,
  frame: MapFrame,
  x: number,
  y: number,
): { readonly image: number; readonly distance: number } | undefined {
  let [nearest, distance] = [-1, Infinity];
  for (let n = 0; n < labels.length; n++) {
    const [left, top] = pointAt(frame, across[n], up ? up[n] : rowOf(n, labels[n]));
    const found = Math.hypot(left - x, top - y);
    if (found < distance) [nearest, distance] = [n, found];
  }
  return nearest < 0 ? undefined : { image: nearest, distance };
}
