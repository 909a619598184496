import type { Canvas } from "../deps/canvas.ts";
import { linearVae } from "../theory/linear_vae.ts";
import { chart, type ChartOptions } from "./chart.ts";
import { freeLabels } from "./free_labels.ts";
import { numberText } from "./number_text.ts";
import { colors, ink, shapes } from "./theme.ts";

/** A run: what its codes cost, and what they leave to be explained. */
export interface RatePoint {
  /** The kind of model. */
  readonly name: string;
  /** The weight of the KL term. */
  readonly beta: number;
  /** The rate: KL in nats per image. */
  readonly kl: number;
  /** The distortion: squared error per image. */
  readonly reconstruction: number;
}

/** What the figure shows. */
export interface RateDistortion {
  /** Above the figure. */
  readonly title: string;
  /** One or more runs, of up to four kinds. */
  readonly points: readonly RatePoint[];
  /** Of the pixels' covariance, for linear theory. */
  readonly eigenvalues: ArrayLike<number>;
  /** Latent units, d. */
  readonly latentSize: number;
}

/** The panel, in pixels at scale 1. */
const WIDTH = 600, HEIGHT = 400;
/** Points of the theory's curve. */
const POINTS = 400;

/**
 * Rate against distortion (Alemi et al. 2018, arXiv 1711.00464): a mark for each run, and the curve on
 * which the best linear VAE moves as beta changes. A run below the curve beats every linear model of its
 * rate; one above it wastes nats.
 *
 * @throws {RangeError} if there is no point
 */
export async function rateDistortion(
  { title, points, eigenvalues, latentSize }: RateDistortion,
  options?: ChartOptions,
): Promise<Canvas> {
  if (points.length === 0) throw new RangeError("points must hold one or more, got none");
  const betas = points.map(({ beta }) => beta);
  const [from, to] = [Math.min(...betas), Math.max(...betas)];
  const theory = Array.from({ length: POINTS + 1 }, (_, i) => {
    const beta = from * (to / from) ** (i / POINTS);
    return { name: THEORY, ...linearVae(eigenvalues, { beta, latentSize }) };
  });
  const names = [...new Set(points.map(({ name }) => name))];
  const widest = Math.max(...points.map(({ kl }) => kl));
  const errors = [...points, ...theory].map(({ reconstruction }) => reconstruction);
  const span = Math.max(...errors) - Math.min(...errors);
  const all = names.flatMap((name, series) =>
    [...new Set(betas)].flatMap((beta) => {
      const own = points.filter((point) => point.name === name && point.beta === beta);
      if (own.length === 0) return [];
      // Beside the outermost run: of the first kind on its left, of the others on its right.
      const side = series === 0 ? 1 : -1;
      const { kl, reconstruction } = own.reduce((a, b) => side * a.kl <= side * b.kl ? a : b);
      if (series === 0 ? kl < 0.08 * widest : kl < 0.03 * widest) return []; // there is no room
      const place = { x: WIDTH * kl / widest, y: HEIGHT * reconstruction / span };
      return [{
        ...{ series, kl, reconstruction, text: `β ${numberText(beta)}` },
        ...{ ...place, left: series === 0 },
      }];
    })
  );
  const labels = freeLabels(all);
  const range = <T>(of: readonly T[], last: T) => [...of.slice(0, names.length), last] as never[];
  const channel = <T>(of: readonly T[], last: T) => ({
    field: "name",
    type: "nominal" as const,
    scale: { domain: [...names, THEORY], range: range(of, last) },
    legend: { orient: "top" as const, title: null, symbolSize: 120, symbolOpacity: 1 },
  });
  return await chart({
    title: {
      text: title,
      fontSize: 17,
      subtitle: [
        "Marks: a run each, joined where β is the same. Below the curve: better than linear models of that rate",
        ...labels.length < all.length ? ["β stands beside the marks where there is room."] : [],
      ],
    },
    width: WIDTH,
    height: HEIGHT,
    encoding: {
      x: {
        field: "kl",
        type: "quantitative",
        title: "rate: KL, nats per test image",
        scale: { zero: true },
      },
      y: {
        field: "reconstruction",
        type: "quantitative",
        title: "distortion: squared error per test image",
        scale: { zero: false },
      },
    },
    layer: [
      {
        data: { values: theory },
        mark: { type: "line", strokeWidth: 1.5 },
        encoding: { color: channel(colors, ink), order: { field: "kl", type: "quantitative" } },
      },
      {
        data: { values: [...points] },
        mark: { type: "line", strokeWidth: 0.8 },
        encoding: {
          color: channel(colors, ink),
          detail: { field: "beta" },
          order: { field: "kl", type: "quantitative" },
        },
      },
      {
        data: { values: [...points] },
        mark: { type: "point", filled: false, strokeWidth: 1.5, opacity: 1, size: 60 },
        encoding: { color: channel(colors, ink), shape: channel(shapes, "stroke") },
      },
      ...names.map((_, series) => ({
        data: { values: labels.filter((label) => label.series === series) },
        mark: {
          type: "text" as const,
          align: series === 0 ? "right" as const : "left" as const,
          dx: series === 0 ? -8 : 8,
          dy: series === 0 ? 4 : -4,
          fontSize: 11,
        },
        encoding: { text: { field: "text" }, color: { value: colors[series] } },
      })),
    ],
  }, options);
}

const THEORY = "linear theory's optimum";
