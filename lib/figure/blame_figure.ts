import type { Canvas } from "../deps/canvas.ts";
import type { Encoding, Layer, Panel } from "../deps/vega.ts";
import { chart, type ChartOptions } from "./chart.ts";
import { largestUnits } from "./largest_units.ts";
import { colors, gray, ink } from "./theme.ts";

/** A model in the figure. */
export interface BlameFigureModel {
  /** Above its row. */
  readonly name: string;
  /** Who is to blame for what its loss lacks. */
  readonly verdict: string;
  /** Whether its loss is the best known, so that the decoder's share is unknown. */
  readonly bestKnown?: boolean;
  /** What the loss lacks, by whose fault; per image. */
  readonly shares: {
    readonly training: Readonly<
      Record<"encoder" | "decoder", { readonly mean: number; readonly standardError: number }>
    >;
  };
  /** What is said of its units. [d] */
  readonly units: readonly { readonly sleeping: boolean }[];
  /** What was measured of them. */
  readonly measured: {
    readonly units: readonly {
      /** Nats under the encoder. */
      readonly kl: number;
      /** Nats when all units are refined. */
      readonly refinedKl: number;
      /** Nats that the decoder's sensitivity to the unit would carry. */
      readonly capacity: number;
      /** For each of the epsilons the least delta of the (epsilon, delta)-collapse. */
      readonly delta: readonly number[];
    }[];
  };
}

/** What the figure shows. */
export interface BlameFigure {
  /** Above all. */
  readonly title: string;
  /** Which run it is, before what the marks mean. */
  readonly note?: string;
  /** One or more. */
  readonly models: readonly BlameFigureModel[];
  /** Nats of the (epsilon, delta)-collapse, ascending. */
  readonly epsilons: readonly number[];
}

/** Panels, in pixels at scale 1; rows and units at most, more would make a tower. */
const UNITS_WIDTH = 330, DELTA_WIDTH = 230, HEIGHT = 118, ROWS = 12, UNITS = 16;

/** Nats: what is less is drawn at the lower end; a unit below the second one sleeps. */
const FLOOR = 1e-4, SLEEPING = 0.01;

const MARKS = ["encoder", "posteriors refined", "decoder's capacity"];

/**
 * Who is to blame, a row for each model: on the left each unit's nats under the encoder, when the posteriors are
 * refined, and those that the decoder's sensitivity to the unit could carry; on the right the share of the images with
 * more than epsilon nats in each unit.
 *
 * @throws {RangeError} if there is no model
 */
export async function blameFigure(
  { title, note, models, epsilons }: BlameFigure,
  options?: ChartOptions,
): Promise<Canvas> {
  if (models.length === 0) throw new RangeError("models must hold one or more, got none");
  const shown = models.slice(0, ROWS);
  const most = shown.flatMap(({ measured: { units } }) =>
    units.flatMap(({ kl, refinedKl, capacity }) => [kl, refinedKl, capacity])
  ).reduce((a, b) => Math.max(a, b), 1);
  const rows = shown.map((model, row) => {
    const last = row === shown.length - 1;
    const { verdict, name, bestKnown, shares: { training: { encoder, decoder } } } = model;
    const share = ({ mean, standardError }: typeof encoder) =>
      `${mean.toFixed(2)} ± ${standardError.toFixed(2)}`;
    return {
      title: {
        text: `${name}: ${verdict}`,
        subtitle: `${share(encoder)} of the loss is the encoder's, ${
          bestKnown ? "the decoder's share is unknown" : `${share(decoder)} the decoder's`
        } (± standard error)`,
        offset: 6,
      },
      hconcat: [
        unitsPanel(model, most, { first: row === 0, last }),
        deltaPanel(model, epsilons, last),
      ],
      spacing: 26,
    } as Panel;
  });
  const left = models.length - shown.length;
  return await chart({
    title: {
      text: title,
      fontSize: 17,
      subtitle: [
        `${
          note ? `${note}. ` : ""
        }Dashed: 0.01 nats, below which a unit sleeps. A capacity below it: the likelihood is flat in the unit.`,
        "Right: the share of images with ε nats or more in a unit; dashed: the units that sleep.",
        ...left > 0 ? [`${left} more models are left out.`] : [],
      ],
    },
    vconcat: rows,
    spacing: 22,
    resolve: {
      scale: { ...{ shape: "independent", stroke: "independent" }, fill: "independent" },
    },
  }, options);
}

function unitsPanel(
  { measured: { units } }: BlameFigureModel,
  most: number,
  { first, last }: { readonly first: boolean; readonly last: boolean },
): Panel {
  const drawn = largestUnits([units.map(({ kl }) => kl)], UNITS).toSorted((a, b) => a - b);
  const values = drawn.flatMap((unit) => {
    const { kl, refinedKl, capacity } = units[unit];
    return [kl, refinedKl, capacity].map((nats, mark) => ({
      ...{ unit: `${unit}`, mark: MARKS[mark], nats: Math.max(FLOOR, nats) },
    }));
  });
  const y: Encoding["y"] = {
    field: "nats",
    type: "quantitative",
    title: "nats (log scale)",
    scale: { type: "log", domain: [FLOOR / 1.5, most * 1.5], nice: false },
    axis: {
      values: [1e-4, 1e-3, 1e-2, 0.1, 1, 10],
      labelExpr: "datum.value < 0.00011 ? '≤ 0.0001' : format(datum.value, '~r')",
    },
  };
  const x: Encoding["x"] = {
    field: "unit",
    type: "nominal",
    sort: drawn.map(String),
    title: last ? "unit" : null,
    axis: { labelAngle: 0, ticks: false, grid: false },
  };
  const channel = <T>(range: readonly T[], legend: boolean) => ({
    field: "mark",
    type: "nominal" as const,
    scale: { domain: MARKS, range: [...range] as never[] },
    legend: legend
      ? { orient: "top" as const, title: null, symbolOpacity: 1, symbolSize: 130 }
      : null,
  });
  const points: Layer = {
    data: { values },
    mark: { type: "point", filled: false, opacity: 1, strokeWidth: 1.8 },
    encoding: {
      ...{ x, y },
      shape: channel(["circle", "square", "stroke"], first),
      stroke: channel([colors[0], colors[1], ink], first),
      fill: channel([colors[0], "transparent", "transparent"], first),
      size: channel([60, 150, 260], false),
    },
  };
  return {
    ...{ width: UNITS_WIDTH, height: HEIGHT },
    layer: [
      {
        data: { values: [{ nats: SLEEPING }] },
        mark: { type: "rule", color: gray, strokeDash: [4, 3] },
        encoding: { y },
      },
      points,
    ],
  };
}

function deltaPanel(
  { units: verdicts, measured: { units } }: BlameFigureModel,
  epsilons: readonly number[],
  last: boolean,
): Panel {
  const values = units.flatMap(({ delta }, unit) =>
    epsilons.map((epsilon, i) => ({
      ...{ unit, epsilon, delta: delta[i], sleeps: verdicts[unit].sleeping },
    }))
  );
  const line = (sleeps: boolean): Layer => ({
    data: { values: values.filter((value) => value.sleeps === sleeps) },
    mark: {
      type: "line",
      strokeWidth: 1.3,
      color: sleeps ? colors[1] : colors[0],
      ...sleeps ? { strokeDash: [4, 2] } : {},
    },
    encoding: {
      x: {
        field: "epsilon",
        type: "quantitative",
        title: last ? "ε, nats (log scale)" : null,
        scale: { type: "log", domain: [epsilons[0], epsilons[epsilons.length - 1]], nice: false },
        axis: { values: [0.001, 0.01, 0.1, 1, 10], format: "~r" },
      },
      y: {
        field: "delta",
        type: "quantitative",
        title: "δ",
        scale: { domain: [0, 1] },
        axis: { values: [0, 0.5, 1] },
      },
      detail: { field: "unit" },
    },
  });
  return { ...{ width: DELTA_WIDTH, height: HEIGHT }, layer: [line(false), line(true)] };
}
