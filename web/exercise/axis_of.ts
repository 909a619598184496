import type { Encoding } from "../../lib/deps/vega.ts";
import type { DrawnAxis } from "../../lib/exercise/drawings/drawing.ts";

/** The place of a value on an axis with its unit. @param ticks about how many numbers stand at the axis */
export function axisOf(
  { title, domain, log, ticks: values }: DrawnAxis,
  { field, ticks }: { readonly field: "x" | "y"; readonly ticks: number },
): NonNullable<Encoding["x"] & Encoding["y"]> {
  return {
    field,
    type: "quantitative",
    title,
    scale: { domain: [...domain], nice: false, ...log ? { type: "log" } : { zero: false } },
    axis: values ? { values: [...values] } : { tickCount: ticks },
  };
}
