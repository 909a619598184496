import type { Canvas } from "../deps/canvas.ts";
import type { Encoding, Panel } from "../deps/vega.ts";
import { criticalBeta } from "../theory/critical_beta.ts";
import { linearVae } from "../theory/linear_vae.ts";
import type { Summary } from "../math/summary.ts";
import { chart, type ChartOptions } from "./chart.ts";
import { colors, dashes, gray, ink, shapes } from "./theme.ts";

/** Runs that differ in their seed alone, over their seeds. */
export interface PhasePoint {
  /** The constant weight of the KL term, above 0. */
  readonly beta: number;
  /** Units in use after the last epoch. */
  readonly activeUnits: Summary;
  /** Unweighted, in nats, after the last epoch. */
  readonly kl: Summary;
  /** Mean loss of the last epoch. */
  readonly loss: Summary;
}

/** What the figure shows. */
export interface PhaseDiagram {
  /** Above the figure. */
  readonly title: string;
  /** Up to four kinds of model: their names, and their points by ascending beta. */
  readonly series: readonly { readonly name: string; readonly points: readonly PhasePoint[] }[];
  /** Of the pixels' covariance, for linear theory. */
  readonly eigenvalues: ArrayLike<number>;
  /** Latent units, d. */
  readonly latentSize: number;
}

const WIDTH = 600;
/** Points of a theory's curve. */
const POINTS = 600;

/**
 * The phase diagram of posterior collapse over the weight of the KL term: active units, KL, and the loss
 * beside the best that a linear VAE can reach. Means over the seeds, a band from the lowest to the
 * highest; in black what linear theory says.
 *
 * @throws {RangeError} if there is no point
 */
export async function phaseDiagram(
  { title, series, eigenvalues, latentSize }: PhaseDiagram,
  options?: ChartOptions,
): Promise<Canvas> {
  const betas = [...new Set(series.flatMap(({ points }) => points.map(({ beta }) => beta)))]
    .sort((a, b) => a - b);
  if (betas.length === 0) throw new RangeError("series must hold a point, got none");
  const critical = criticalBeta(eigenvalues);
  const [from, to] = [betas[0] / 1.15, Math.max(betas[betas.length - 1], critical) * 1.15];
  const theory = Array.from({ length: POINTS + 1 }, (_, i) => {
    const beta = from * (to / from) ** (i / POINTS);
    return { beta, name: THEORY, ...linearVae(eigenvalues, { beta, latentSize }), excess: 0 };
  });
  const points = series.flatMap(({ name, points }) =>
    points.map(({ beta, activeUnits, kl, loss }) => {
      const best = linearVae(eigenvalues, { beta, latentSize }).loss;
      const excess = { mean: loss.mean - best, low: loss.low - best, high: loss.high - best };
      return { name, beta, activeUnits, kl, excess };
    })
  );
  // One at least either way: noise must not look like an effect.
  const domain = [
    Math.min(-1, ...points.map(({ excess }) => excess.low)),
    Math.max(1, ...points.map(({ excess }) => excess.high)),
  ];
  // Of many units hardly any are active: then the panel ends above the largest count.
  const counts = [...theory.map(({ activeUnits }) => activeUnits)]
    .concat(points.map(({ activeUnits }) => activeUnits.high));
  const mostUnits = latentSize <= 32 ? latentSize : Math.max(1, ...counts);
  const names = [...series.map(({ name }) => name), THEORY];
  const range = <T>(of: readonly T[], last: T) => [...of.slice(0, series.length), last] as never[];
  const channel = <T>(of: readonly T[], last: T, shown: boolean) => ({
    field: "name",
    type: "nominal" as const,
    scale: { domain: names, range: range(of, last) },
    legend: shown
      ? {
        orient: "top" as const,
        title: null,
        symbolSize: 120,
        symbolOpacity: 1,
      }
      : null,
  });
  const panel = (
    field: "activeUnits" | "kl" | "excess",
    { text, subtitle, y, height, last = false }: {
      text: string;
      subtitle?: string;
      y: { title: string; scale?: object; axis?: object };
      height: number;
      last?: boolean;
    },
  ): Panel => {
    const x: Encoding["x"] = {
      field: "beta",
      type: "quantitative",
      scale: { type: "log", domain: [from, to], nice: false },
      axis: {
        title: last ? "β, the constant weight of the KL term (log scale)" : null,
        labels: last,
        ticks: last,
        values: betas,
        format: "~g",
        labelOverlap: true,
      },
    };
    const at = (part: "mean" | "low" | "high" | "") => ({
      field: part ? `${field}.${part}` : field,
      type: "quantitative" as const,
      ...y,
    });
    const color = channel(colors, ink, field === "activeUnits");
    const shape = channel(shapes, "stroke", field === "activeUnits");
    return {
      title: { text, ...subtitle ? { subtitle } : {} },
      width: WIDTH,
      height,
      encoding: { x },
      layer: [
        {
          data: { values: points },
          mark: { type: "area", opacity: 0.18 },
          encoding: { y: at("low"), y2: { field: `${field}.high` }, color },
        },
        {
          data: { values: theory },
          mark: { type: "line", strokeWidth: 1.5, interpolate: "step-after" },
          encoding: { y: at(""), color },
        },
        ...series.map(({ name }, i) => ({
          data: { values: points.filter((point) => point.name === name) },
          mark: { type: "line" as const, color: colors[i], strokeDash: dashes[i] },
          encoding: { y: at("mean") },
        })),
        {
          data: { values: points },
          mark: { type: "point", opacity: 1, filled: true },
          encoding: { y: at("mean"), color, shape },
        },
        {
          data: { values: [{ beta: critical }] },
          mark: { type: "rule", color: gray, strokeDash: [2, 2] },
        },
      ],
    };
  };
  return await chart({
    title: {
      text: title,
      fontSize: 17,
      subtitle: [
        "Lines: means over the seeds; bands: from the lowest to the highest seed.",
        `Dotted rule: linear theory's critical weight, β* = 2 λ₁ = ${
          critical.toFixed(2)
        }, where its last unit collapses.`,
      ],
    },
    vconcat: [
      panel("activeUnits", {
        text: "Active units after the last epoch",
        subtitle: "Units whose mean varies from image to image (variance above 0.01)",
        y: {
          title: `units of ${latentSize}`,
          scale: { domain: [0, 1.02 * mostUnits + 0.34] },
          axis: { tickMinStep: 0.5 },
        },
        height: 190,
      }),
      panel("kl", {
        text: "KL divergence from the prior after the last epoch",
        y: { title: "nats per image" },
        height: 190,
      }),
      panel("excess", {
        text: "Loss of the last epoch, less the best linear VAE's",
        subtitle:
          "Clearly above 0: worse than a linear model can be; then training, not the objective, is to blame",
        y: {
          title: "loss per image (symlog scale)",
          scale: { type: "symlog", constant: 0.1, domain, nice: false },
          axis: { values: [-10, -3, -1, -0.3, 0, 0.3, 1, 3, 10], format: "~g" },
        },
        height: 190,
        last: true,
      }),
    ],
    spacing: 16,
    resolve: { scale: { color: "shared", shape: "shared" } },
  }, options);
}

const THEORY = "linear theory's optimum";
