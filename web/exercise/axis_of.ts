import type { Encoding } from "../../lib/deps/vega.ts";
import type { DrawnAxis } from "../../lib/exercise/drawings/drawing.ts";

/** An axis for the values of a field. @param ticks about how many numbers are written along it */
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
