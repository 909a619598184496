import type { Canvas } from "../deps/canvas.ts";
import type { Layer, Panel } from "../deps/vega.ts";
import { chart, type ChartOptions } from "./chart.ts";
import { colors, dashes, ink } from "./theme.ts";

/** An epoch of a run there and back. */
export interface SeedPoint {
  /** The weight of the KL term. */
  readonly beta: number;
  /** Active units. */
  readonly units: number;
  /** In nats. */
  readonly kl: number;
  /** Less the loss of the best linear VAE. */
  readonly excess: number;
}

/** A seed's two ways. */
export interface SeedLines {
  /** What draws it. */
  readonly seed: string;
  /** On the way up. */
  readonly up: readonly SeedPoint[];
  /** On the way down. */
  readonly down: readonly SeedPoint[];
}

/** What the figure shows. */
export interface HysteresisSeedsFigure {
  /** What tables and figures call it. */
  readonly title: string;
  /** A run for each. */
  readonly seeds: readonly SeedLines[];
  /** Linear theory's optimum at ascending weights. */
  readonly theory: readonly Omit<SeedPoint, "excess">[];
  /** The weight at which linear theory's last unit collapses. */
  readonly critical: number;
}

const WIDTH = 620, HEIGHT = 170;
const WAYS = ["way up", "way down", "best linear VAE"];

/** All seeds of runs there and back, thin, and their means, thick: units, KL divergence, and loss over linear theory's. */
export async function hysteresisSeedsFigure(
  { title, seeds, theory, critical }: HysteresisSeedsFigure,
  options?: ChartOptions,
): Promise<Canvas> {
  const betas = seeds[0].up.map(({ beta }) => beta);
  const domain = [Math.min(...betas) / 1.05, Math.max(...betas, critical) * 1.05];
  const thin = seeds.flatMap(({ seed, ...ways }) =>
    (["up", "down"] as const).flatMap((way, i) =>
      ways[way].map((point) => ({ ...point, name: WAYS[i], line: `${way} ${seed}` }))
    )
  );
  const mean = (["up", "down"] as const).flatMap((way, i) =>
    betas.map((beta, k) => {
      const of = (field: keyof SeedPoint) =>
        seeds.reduce((sum, seed) => sum + seed[way][k][field], 0) / seeds.length;
      return { beta, units: of("units"), kl: of("kl"), excess: of("excess"), name: WAYS[i] };
    })
  );
  const best = theory.map((point) => ({ ...point, excess: 0, name: WAYS[2] }));
  const panel = (
    field: "units" | "kl" | "excess",
    { text, y, last = false }: { text: string; y: object; last?: boolean },
  ): Panel => {
    const first = field === "units";
    const x = {
      field: "beta",
      type: "quantitative" as const,
      scale: { type: "log" as const, domain, nice: false },
      axis: {
        title: last ? "β, the weight of the KL term (log scale)" : null,
        labels: last,
        ticks: last,
        format: "~g",
        tickCount: 8,
      },
    };
    const value = { field, type: "quantitative" as const, ...y };
    const color = {
      field: "name",
      type: "nominal" as const,
      scale: { domain: WAYS, range: colors.slice(0, 3) },
      legend: first
        ? {
          orient: "top" as const,
          title: null,
          symbolType: "stroke",
          symbolSize: 900,
          symbolOpacity: 1,
          symbolStrokeWidth: 3,
        }
        : null,
    };
    const strokeDash = {
      field: "name",
      type: "nominal" as const,
      scale: { domain: WAYS, range: [dashes[0], dashes[1], dashes[2]] },
      legend: first ? undefined : null,
    };
    const rule: Layer = {
      data: { values: [{ beta: critical }] },
      mark: { type: "rule", color: ink, strokeDash: [3, 2], strokeWidth: 1.2 },
      encoding: { x },
    };
    return {
      ...{ title: text, width: WIDTH, height: HEIGHT },
      layer: [
        rule,
        {
          data: { values: thin },
          mark: { type: "line", strokeWidth: 0.8, opacity: 0.45 },
          encoding: {
            x,
            y: value,
            color,
            strokeDash,
            detail: { field: "line", type: "nominal" },
          },
        },
        {
          data: { values: best },
          mark: { type: "line", strokeWidth: 1.5 },
          encoding: { x, y: value, color, strokeDash },
        },
        {
          data: { values: mean },
          mark: { type: "line", strokeWidth: 3 },
          encoding: { x, y: value, color, strokeDash },
        },
      ],
    };
  };
  return await chart({
    title: {
      text: title,
      fontSize: 17,
      subtitle: `Thin: ${seeds.length} seeds. Thick: their means. Dashed rule: the critical β* = ${
        critical.toFixed(2)
      }`,
    },
    vconcat: [
      panel("units", {
        text: "Active units after the epoch",
        y: { title: "units", axis: { tickMinStep: 1, tickCount: 5 } },
      }),
      panel("kl", {
        text: "KL divergence after the epoch, unweighted",
        y: { title: "nats", axis: { tickCount: 5 } },
      }),
      panel("excess", {
        text: "Loss of the epoch, less the best linear VAE's",
        y: { title: "per image", axis: { tickCount: 5 } },
        last: true,
      }),
    ],
    spacing: 12,
    resolve: { scale: { color: "shared", strokeDash: "shared" } },
  }, options);
}
