import type { Layer, Panel } from "../deps/vega.ts";
import type { Gaussian } from "../math/gaussian.ts";
import { klUnivariate } from "../math/kl_univariate.ts";
import { klContour, klContourLabels, klContourLevels } from "./kl_contours.ts";
import { numberText } from "./number_text.ts";
import { colors, ink } from "./theme.ts";

/** Pixels at scale 1. */
const WIDTH = 400;
/** The bands between the contours, light to dark: in order in black and white too. */
const BANDS = ["#fbfdff", "#e2edf7", "#c3d9ec", "#9dbfdf", "#719fcb", "#4a7fb4", "#2c6199"];

/**
 * KL(N(mu, sigma^2) || N(0, 1)) over (mu, log sigma): a height map in bands between its contours,
 * with the user's pair marked. The divergence does not change when q and p are shifted and scaled
 * together, so every pair has its place here: ((mu2 - mu1) / sigma1, log(sigma2 / sigma1)).
 */
export function klSurface(q: Gaussian, p: Gaussian, height: number): Panel {
  const kl = klUnivariate(q, p);
  const mu = (q.mean - p.mean) / p.std;
  const s = Math.log(q.std / p.std);
  const reach = Math.max(4, 1.15 * Math.abs(mu));
  const [low, high] = [Math.min(-3, 1.15 * s), Math.max(1.5, 1.15 * s)];
  const levels = klContourLevels(kl);
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
        data: { values: klContour(level, low, high) },
        mark: {
          ...{ type: "line", clip: true, stroke: ink, strokeWidth: 1 },
          fill: band(levels.length - 1 - i),
        },
        encoding: { order: { field: "order", type: "quantitative" } },
      })),
      ...haloed(klContourLabels(levels, end), {}),
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

/** Text on a white rim, so that it can be read on any band. */
function haloed(values: { mu: number; s: number; text: string }[], look: object): Layer[] {
  const rim = { stroke: "white", strokeWidth: 6, strokeJoin: "round" } as const;
  return [rim, {}].map((extra): Layer => ({
    data: { values },
    mark: { type: "text", ...look, ...extra },
    encoding: { text: { field: "text", type: "nominal" } },
  }));
}
