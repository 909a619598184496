import { type KlIntegrands, klIntegrands } from "../../lib/math/kl_integrands.ts";
import type { Pair } from "./pair.ts";
import type { Range } from "./view_window.ts";

/** The densities and integrands at a point of the x axis. */
export interface CurvePoint extends KlIntegrands {
  readonly x: number;
}

/** Points over each range that is sampled. */
const POINTS = 160;
/** Standard deviations of each density over which it is sampled more densely. */
const REACH = 4;

/** The curves of a pair, sampled over the axis, and again where each density has its bell. */
export function curvePoints({ q, p }: Pair, range: Range): CurvePoint[] {
  const [from, to] = range;
  const bells = [q, p].map(({ mean, std }): Range => [mean - REACH * std, mean + REACH * std]);
  const xs = [range, ...bells].flatMap(([from, to]) => (
    Array.from({ length: POINTS + 1 }, (_, i) => from + (to - from) * i / POINTS)
  )).filter((x) => x >= from && x <= to).sort((a, b) => a - b);
  return xs.map((x) => ({ x, ...klIntegrands(q, p, x) }));
}
