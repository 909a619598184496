import type { Layer, Panel } from "../deps/vega.ts";
import { expRemainder } from "../math/exp_remainder.ts";
import type { Gaussian } from "../math/gaussian.ts";
import { klDiagonal } from "../math/kl_diagonal.ts";
import { klUnivariate } from "../math/kl_univariate.ts";
import { numberText } from "./number_text.ts";
import { colors, ink } from "./theme.ts";

/** Pixels at scale 1. */
const WIDTH = 400;
/** The bands between the contours, light to dark, so that they are in order in black and white too. */
const BANDS = ["#fbfdff", "#e2edf7", "#c3d9ec", "#9dbfdf", "#719fcb", "#4a7fb4", "#2c6199"];
/** Points of a contour on either side. */
const POINTS = 120;

/**
 * KL(N(mu, sigma^2) || N(0, 1)) over (mu, log sigma): a height map in bands between its contours, with
 * the user's pair marked. The divergence does not change when q and p are shifted and scaled
 * together, so every pair has its place here: ((mu2 - mu1) / sigma1, log(sigma2 / sigma1)).
 */
export function klSurface(q: Gaussian, p: Gaussian, height: number): Panel {
  const kl = klUnivariate(q, p);
  const mu = (q.mean - p.mean) / p.std;
  const s = Math.log(q.std / p.std);
  const reach = Math.max(4, 1.15 * Math.abs(mu));
  const [low, high] = [Math.min(-3, 1.15 * s), Math.max(1.5, 1.15 * s)];
  const levels = contourLevels(kl);
  const band = (i: number) => BANDS[Math.round(i * (BANDS.length - 1) / levels.length)];
  const end = { mu: (mu > 0 ? -0.95 : 0.95) * reach, s: 0.95 * low };
  // The point's label points outwards, away from the contours' labels, where there is room.
  const outwards = Math.abs(mu) < 0.55 * reach;
  const align = (mu > 0) === outwards ? "left" : "right";
  return {
    title: {
      text: "KL(N(μ, σ²) ‖ N(0, 1)) in nats",
      subtitle: "The diamond is this pair, shifted and scaled so that p is N(0, 1)",
    },
    width: WIDTH,
    height,
    view: { fill: band(levels.length) },
    encoding: {
      x: axis("mu", "μ = (μ₂ − μ₁) / σ₁", [-reach, reach]),
      y: axis("s", "log σ = log(σ₂ / σ₁)", [low, high]),
    },
    layer: [
      // The widest contour first: each narrower one is painted over it.
      ...levels.toReversed().map((level, i): Layer => ({
        data: { values: contour(level, low, high) },
        mark: {
          ...{ type: "line", clip: true, stroke: ink, strokeWidth: 1 },
          fill: band(levels.length - 1 - i),
        },
        encoding: { order: { field: "order", type: "quantitative" } },
      })),
      ...haloed(contourLabels(levels, end), {}),
      {
        data: { values: [{ mu, s }] },
        mark: {
          ...{ type: "point", shape: "diamond", size: 130, filled: true, opacity: 1 },
          ...{ fill: colors[1], stroke: "white", strokeWidth: 1.5 },
        },
      },
      ...haloed([{ mu, s, text: `KL = ${numberText(kl, { digits: 3, keepZeros: true })}` }], {
        ...{ align, dx: align === "left" ? 11 : -11, fontWeight: "bold" },
      }),
    ],
  };
}

function axis(field: string, title: string, domain: [number, number]) {
  const type = "quantitative" as const;
  return { field, type, title, scale: { domain, nice: false }, axis: { grid: false } };
}

/** The levels to draw: the usual ones, or powers of 10 around a large divergence. */
function contourLevels(kl: number): number[] {
  if (kl < 10) return [0.1, 0.5, 1, 2, 4, 8];
  const top = Math.min(300, Math.ceil(Math.log10(kl)));
  const powers = [5, 4, 3, 2, 1, 0].map((below) => 10 ** (top - below));
  return powers.filter((level) => level >= 0.1);
}

/**
 * The closed curve KL = level, exactly: mu^2 = 2 level - (exp(2 s) - 1 - 2 s), with s = log sigma; up
 * its right side and down its left. What lies outside the axis is cut off first: it can be long.
 */
function contour(level: number, low: number, high: number) {
  const from = Math.max(low - 1, extremeS(level, -1));
  const to = Math.min(high + 1, extremeS(level, 1));
  const side = Array.from({ length: POINTS + 1 }, (_, i) => {
    const s = (from + to - (to - from) * Math.cos(Math.PI * i / POINTS)) / 2; // dense at the ends
    return { s, mu: Math.sqrt(Math.max(0, 2 * level - expRemainder(2 * s))) };
  });
  const back = side.toReversed().map(({ s, mu }) => ({ s, mu: -mu }));
  return [...side, ...back, side[0]].map((point, order) => ({ ...point, order }));
}

/** The log sigma of the contour's end at mu = 0, above (sign 1) or below (sign -1) the prior's. */
function extremeS(level: number, sign: 1 | -1): number {
  return sign * crossing((s) => expRemainder(2 * sign * s) / 2, level, level + 1);
}

/** The levels' labels where the contours cross the line from the prior to `end`. */
function contourLabels(levels: readonly number[], end: { mu: number; s: number }) {
  const kl = (t: number) => klDiagonal([t * end.mu], [2 * t * end.s]);
  let last = 0;
  return levels.filter((level) => level <= kl(1)).flatMap((level) => {
    const t = crossing(kl, level, 1);
    // A crowd at the prior, as on a wide axis, would be unreadable.
    if (t - last < 0.08) return [];
    last = t;
    return [{ mu: t * end.mu, s: t * end.s, text: numberText(level) }];
  });
}

/** Where a function that rises from 0 reaches a level, between 0 and `to`, by bisection. */
function crossing(f: (t: number) => number, level: number, to: number): number {
  let from = 0;
  for (let i = 0; i < 100; i++) {
    const middle = (from + to) / 2;
    if (f(middle) < level) from = middle;
    else to = middle;
  }
  return to;
}

/** Text on a white rim, so that it can be read on any band. */
function haloed(values: { mu: number; s: number; text: string }[], look: object): Layer[] {
  const rim = { stroke: "white", strokeWidth: 6, strokeJoin: "round" } as const;
  return [rim, {}].map((extra): Layer => ({
    data: { values },
    mark: { type: "text", ...look, ...extra },
    encoding: { text: { field: "text", type: "nominal" } },
  }));
}
