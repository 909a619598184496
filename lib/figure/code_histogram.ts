import type { Encoding, TopLevelSpec } from "../deps/vega.ts";
import { colors } from "./theme.ts";

/** Intervals of a histogram. */
const BINS = 40;

/** The share of the values that lie in each of 40 equal intervals of `domain`, both ends included. */
export function binShares(values: readonly number[], [from, to]: readonly number[]): number[] {
  const shares = Array<number>(BINS).fill(0);
  const width = (to - from) / BINS || 1;
  for (const value of values) {
    const bin = Math.min(BINS - 1, Math.max(0, Math.floor((value - from) / width)));
    shares[bin] += 1 / values.length;
  }
  return shares;
}

/** What the histogram shows. */
export interface CodeHistogram {
  /** The codes. */
  readonly values: readonly number[];
  /** Codes to lie behind them. */
  readonly backdrop: readonly number[];
  /** What the x axis is called. */
  readonly title: string;
  /** Both ends of the x axis. */
  readonly domain: readonly number[];
  /** The upper end of the y axis. */
  readonly most: number;
  /** The side of the panel, in pixels at scale 1. */
  readonly side: number;
}

/** Codes of a single latent unit: their distribution as a blue line over that of other codes, in gray. */
export function codeHistogram(
  { values, backdrop, title, domain, most, side }: CodeHistogram,
): TopLevelSpec {
  const [from, to] = domain;
  const edge = (bin: number) => from + bin / BINS * (to - from);
  const bins = (of: readonly number[]) =>
    binShares(of, domain).map((share, bin) => ({ x: edge(bin), right: edge(bin + 1), share }));
  const own = bins(values);
  const y: Encoding["y"] = {
    field: "share",
    type: "quantitative",
    title: "share of the codes",
    scale: { domain: [0, 1.05 * most], nice: false },
    axis: { format: ".0%", tickCount: 5 },
  };
  const x: Encoding["x"] = {
    field: "x",
    type: "quantitative",
    title,
    scale: { domain: [...domain], nice: false },
    axis: { tickCount: 5 },
  };
  return {
    width: side,
    height: side,
    padding: 2,
    layer: [{
      data: { values: bins(backdrop) },
      mark: { type: "rect", color: "#b9bec5" },
      encoding: { x, x2: { field: "right" }, y, y2: { datum: 0 } },
    }, {
      data: { values: [...own, { x: to, share: own[BINS - 1].share }] },
      mark: { type: "line", interpolate: "step-after", color: colors[0], strokeWidth: 1.5 },
      encoding: { x, y },
    }],
  };
}
