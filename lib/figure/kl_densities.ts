import type { Encoding, Panel } from "../deps/vega.ts";
import { expectation } from "../math/expectation.ts";
import { type Gaussian, logDensity } from "../math/gaussian.ts";
import { type KlIntegrands, klIntegrands } from "../math/kl_integrands.ts";
import { numberText } from "./number_text.ts";
import { colors, dashes, ink } from "./theme.ts";

/** Pixels at scale 1. */
const WIDTH = 400;
const HEIGHT = 170;
/** Standard deviations of either density that the axis shows. */
const REACH = 4;
/** Points of the curves over each range that is sampled. */
const POINTS = 240;

/**
 * The two densities, and under them the integrand of KL(q || p) with the areas above and below 0,
 * whose difference is the divergence. Two panels of one column.
 */
export function klDensities(q: Gaussian, p: Gaussian): Panel[] {
  const named = [
    { name: `q = ${gaussianText(q)}`, of: "q" },
    { name: `p = ${gaussianText(p)}`, of: "p" },
  ] as const;
  const ofQ = range(q);
  const whole = both(q, p);
  // The integrand lives where q does: where that is a sliver of the axis, it gets an axis of its own.
  const isSliver = ofQ[1] - ofQ[0] < (whole[1] - whole[0]) / 8;
  const points = klPoints(q, p);
  const logRatio = (x: number) => logDensity(q, x) - logDensity(p, x);
  const area = (part: (value: number) => number) => expectation(q, (x) => part(logRatio(x)));
  const above = area((value) => Math.max(0, value));
  const below = area((value) => Math.max(0, -value));
  const areaText = (value: number) => numberText(value, { digits: 3, keepZeros: true });
  const values = isSliver ? grid(ofQ).map((x) => ({ x, kl: klIntegrands(q, p, x).kl })) : points;
  const integrand = values.map(({ x, kl: value }) => ({
    ...{ x, above: Math.max(0, value), below: Math.min(0, value), value },
  }));
  const isFlat = integrand.every(({ value }) => value === 0);
  const x = (domain: Range, title: string | null): Encoding["x"] => ({
    field: "x",
    type: "quantitative",
    scale: { domain, nice: false },
    axis: { grid: false, title, labels: title !== null },
  });
  const series = {
    field: "name",
    type: "nominal",
    sort: named.map(({ name }) => name),
    legend: { orient: "top", title: null, symbolType: "stroke", symbolSize: 900 },
  } as const;
  const densities: Panel = {
    title: "The two densities",
    width: WIDTH,
    height: HEIGHT,
    data: {
      values: named.flatMap(({ name, of }) =>
        points.map(({ x, ...densities }) => ({ name, x, density: densities[of] }))
      ),
    },
    mark: { type: "line", strokeWidth: 2.5 },
    encoding: {
      x: x(whole, isSliver ? "x" : null),
      y: { field: "density", type: "quantitative", title: "density", axis: { tickCount: 5 } },
      color: { ...series, scale: { range: [colors[0], colors[1]] } },
      strokeDash: { ...series, scale: { range: [dashes[0], dashes[1]] } },
    },
  };
  const y = (field: string): Encoding["y"] => ({
    field,
    type: "quantitative",
    title: "q log(q / p), nats",
    axis: { tickCount: 5 },
    scale: isFlat ? { domain: [-1, 1] } : {},
    stack: null,
  });
  const areas: Panel = {
    title: {
      text: "The integrand q(x) log(q(x) / p(x))",
      subtitle: `area above 0 − area below 0 = ${areaText(above)} − ${areaText(below)} = ${
        areaText(above - below)
      } nats = KL(q ‖ p)`,
    },
    width: WIDTH,
    height: HEIGHT,
    data: { values: integrand },
    encoding: { x: x(isSliver ? ofQ : whole, "x") },
    layer: [
      { mark: { type: "area", color: colors[0], opacity: 0.55 }, encoding: { y: y("above") } },
      { mark: { type: "area", color: colors[1], opacity: 0.35 }, encoding: { y: y("below") } },
      { mark: { type: "line", color: ink, strokeWidth: 1.5 }, encoding: { y: y("value") } },
      { mark: { type: "rule", color: ink, strokeWidth: 1 }, encoding: { y: { datum: 0 } } },
    ],
  };
  return [densities, areas];
}

/** A point of the figure: the densities of q and p there, and the integrand q log(q / p) of KL(q || p). */
export type KlPoint = { readonly x: number } & KlIntegrands;

/** The points of the densities' curves, from left to right. */
export function klPoints(q: Gaussian, p: Gaussian): KlPoint[] {
  const xs = new Set([both(q, p), range(q), range(p)].flatMap(grid));
  return [...xs].sort((a, b) => a - b).map((x) => ({ x, ...klIntegrands(q, p, x) }));
}

type Range = [from: number, to: number];

function both(q: Gaussian, p: Gaussian): Range {
  const [ofQ, ofP] = [range(q), range(p)];
  return [Math.min(ofQ[0], ofP[0]), Math.max(ofQ[1], ofP[1])];
}

function range({ mean, std }: Gaussian): Range {
  return [mean - REACH * std, mean + REACH * std];
}

function grid([from, to]: Range): number[] {
  return Array.from({ length: POINTS + 1 }, (_, i) => from + (to - from) * i / POINTS);
}

/** N(1, 0.5²), as the lab writes it. */
export function gaussianText({ mean, std }: Gaussian): string {
  return `N(${numberText(mean)}, ${numberText(std)}²)`;
}
