import type { Canvas } from "../deps/canvas.ts";
import type { Encoding, Layer, Panel } from "../deps/vega.ts";
import { chart, type ChartOptions } from "./chart.ts";
import type { EpochPoint } from "./points.ts";
import { colors, dashes, ink } from "./theme.ts";

/** What linear theory says at a weight of the KL term. */
export interface TheoryPoint {
  /** The weight. */
  readonly beta: number;
  /** Of the best linear VAE. */
  readonly loss: number;
  /** Its KL term, unweighted. */
  readonly kl: number;
  /** Its units in use. */
  readonly activeUnits: number;
}

/** A run in which the weight of the KL term went up and down again. */
export interface HysteresisFigure {
  /** What was run. */
  readonly title: string;
  /** The epochs of the way up, and of the way down. */
  readonly up: readonly EpochPoint[];
  /** Those of the way down. */
  readonly down: readonly EpochPoint[];
  /** The best linear VAE, over the same weights. */
  readonly theory: readonly TheoryPoint[];
  /** The weight above which the collapsed state is a minimum. */
  readonly critical: number;
  /** What the loss is called: `squared error + β × KL`. */
  readonly loss: string;
}

const WIDTH = 620;
/** Marks on a way at most; more would cover the lines. */
const MARKS = 40;
const NAMES = ["way up", "way down", "best linear VAE"];

/**
 * Active units, KL divergence and loss over the weight of the KL term, on the way up and on the way
 * down. Where the two ways differ, what training ends in depends on where it came from.
 *
 * @example
 * ```ts ignore
 * const up = epochs.slice(0, 15), down = epochs.slice(15);
 * const loss = "squared error + β × KL";
 * await hysteresisFigure({ title: "Hysteresis", up, down, theory, critical: 10.23, loss });
 * ```
 */
export async function hysteresisFigure(
  { title, up, down, theory, critical, loss }: HysteresisFigure,
  options?: ChartOptions,
): Promise<Canvas> {
  const measured = [up, down].flatMap((epochs, way) =>
    epochs.map(({ klWeight, loss, klPerUnit, activeUnits }) => ({
      ...{ beta: klWeight, name: NAMES[way], loss, activeUnits },
      kl: klPerUnit.reduce((sum, nats) => sum + nats, 0),
    }))
  );
  const values = [...measured, ...theory.map((point) => ({ ...point, name: NAMES[2] }))];
  const betas = measured.map(({ beta }) => beta);
  const domain: [number, number] = [Math.min(...betas) / 1.1, Math.max(...betas, critical) * 1.1];
  const latentSize = up[0].klPerUnit.length;
  const mostUnits = values.reduce((most, { activeUnits }) => Math.max(most, activeUnits), 1);
  const every = Math.ceil(up.length / MARKS);

  const panel = (
    { title, field, y, height, interpolate, last = false }: {
      title: Panel["title"];
      field: "activeUnits" | "kl" | "loss";
      y: Encoding["y"];
      height: number;
      interpolate?: "step-after";
      last?: boolean;
    },
  ): Panel => {
    const x: Encoding["x"] = {
      field: "beta",
      type: "quantitative",
      scale: { type: "log", domain, nice: false },
      axis: {
        title: last ? "β, the weight of the KL term (log scale)" : null,
        labels: last,
        ticks: last,
        format: "~g",
        tickCount: 8,
      },
    };
    const color: Encoding["color"] = {
      field: "name",
      type: "nominal",
      scale: { domain: NAMES, range: colors.slice(0, 3) },
      legend: title === UNITS
        ? { orient: "top", title: null, symbolType: "stroke", symbolSize: 900 }
        : null,
    };
    const strokeDash: Encoding["strokeDash"] = {
      field: "name",
      type: "nominal",
      scale: { domain: NAMES, range: [dashes[0], dashes[1], dashes[2]] },
      legend: title === UNITS ? undefined : null,
    };
    const encoding: Encoding = { x, y: { field, type: "quantitative", ...y }, color, strokeDash };
    const line = (way: string, interpolate?: "step-after"): Layer => ({
      data: { values: values.filter(({ name }) => name === way) },
      mark: { type: "line", interpolate, clip: true },
      encoding,
    });
    // The shape is no channel: the legend is one of lines.
    const points = (way: string, shape: string): Layer => ({
      data: {
        values: measured.filter(({ name }) => name === way).filter((_, i) => i % every === 0),
      },
      mark: { type: "point", shape, size: 60, opacity: 1 },
      encoding: { x, y: encoding.y, color },
    });
    const rule: Layer = {
      data: { values: [{ beta: critical }] },
      mark: { type: "rule", color: ink, strokeDash: [3, 2], strokeWidth: 1.5 },
      encoding: { x },
    };
    return {
      ...{ title, width: WIDTH, height },
      layer: [
        ...[rule, line(NAMES[2], interpolate), line(NAMES[0]), line(NAMES[1])],
        ...[points(NAMES[0], "triangle-right"), points(NAMES[1], "triangle-left")],
      ],
    };
  };
  return await chart({
    title: {
      text: title,
      fontSize: 17,
      subtitle: `One epoch at each weight${
        every > 1 ? `, a mark for one in ${every}` : ""
      }. Dashed rule: the critical β* = ${critical.toFixed(2)}`,
    },
    vconcat: [
      panel({
        ...{ title: UNITS, field: "activeUnits", height: 130, interpolate: "step-after" },
        y: {
          title: mostUnits < latentSize ? `units of ${latentSize}` : "units",
          scale: { domain: [0, mostUnits + 0.05 * Math.max(8, mostUnits)], nice: false },
          axis: { tickMinStep: 1, tickCount: 4, format: "d" },
        },
      }),
      panel({
        ...{ title: "KL divergence after the epoch, unweighted", field: "kl", height: 130 },
        y: { title: "nats", axis: { tickCount: 4 } },
      }),
      panel({
        ...{ title: `Loss = ${loss}, mean over the epoch`, field: "loss", height: 170, last: true },
        y: { title: "per image", scale: { zero: false }, axis: { tickCount: 5 } },
      }),
    ],
    spacing: 12,
    resolve: { scale: { color: "independent", strokeDash: "independent" } },
  }, options);
}

const UNITS = "Active units after the epoch";
