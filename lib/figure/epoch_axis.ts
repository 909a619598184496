import type { Encoding } from "../deps/vega.ts";

/** The width of a panel over epochs, in pixels at scale 1. */
export const panelWidth = 620;

/** The x channel of a panel over epochs, 0 to `epochs`; `labels` and a title where wanted. */
export function epochAxis(
  epochs: number,
  { labels = true, title = null }: { labels?: boolean; title?: string | null } = {},
): NonNullable<Encoding["x"]> {
  return {
    field: "x",
    type: "quantitative",
    scale: { domain: [0, epochs], nice: false },
    axis: {
      title,
      labels,
      ticks: labels,
      tickCount: epochs <= 2 ? 4 * epochs : Math.min(epochs, 15),
      format: epochs <= 2 ? "~g" : "d",
    },
  };
}
