import type { Canvas } from "../deps/canvas.ts";
import type { Layer, Panel } from "../deps/vega.ts";
import { summary } from "../math/summary.ts";
import { chart, type ChartOptions } from "./chart.ts";
import { highestText, leapBound } from "./leap_bound.ts";
import { lossDomain } from "./loss_domain.ts";
import type { EpochPoint } from "./points.ts";
import { colors } from "./theme.ts";

/** What the figure shows. */
export interface MethodCurves {
  /** Above all panels. */
  readonly title: string;
  /** What blue and gray are; means over seeds where it is absent. */
  readonly note?: string;
  /** The methods; of each, the epochs of its runs, which differ in their seed alone. */
  readonly series: readonly {
    readonly name: string;
    readonly runs: readonly (readonly EpochPoint[])[];
  }[];
}

/** What the columns show: of an epoch, and how it is called. */
const COLUMNS = [
  {
    title: "Loss at β = 1 (reconstruction + KL)",
    of: ({ reconstruction, kl }: EpochPoint) => reconstruction + kl,
  },
  { title: "KL in nats, its mean over the epoch", of: ({ kl }: EpochPoint) => kl },
  { title: "Active units after the epoch", of: ({ activeUnits }: EpochPoint) => activeUnits },
];

const SEEDS = "Blue: this method, mean over its seeds and band from the lowest to the highest. " +
  "Gray: the others' means.";

/** Rows at most; more would make a tower. */
const ROWS = 16;

const WIDTH = 235, HEIGHT = 86;

/**
 * How training methods go, epoch by epoch: a row for each, the others in gray behind it. Lines are
 * means over the seeds, bands go from the lowest to the highest seed.
 *
 * @throws {RangeError} if there is no run, or a method without one
 */
export async function methodCurves(
  { title, series, note = SEEDS }: MethodCurves,
  options?: ChartOptions,
): Promise<Canvas> {
  if (series.length === 0) throw new RangeError("series must hold a method, got none");
  const columns = COLUMNS.map(({ title, of }) => {
    const points = series.flatMap(({ name, runs }) => curve(name, runs, of));
    const ends = (points: readonly CurvePoint[]) => points.flatMap(({ low, high }) => [low, high]);
    const highest = leapBound(ends(points));
    const shown = (value: number) => value <= highest;
    const loss = of === COLUMNS[0].of;
    const [from, to] = loss
      ? lossDomain(
        ends(points).filter(shown),
        ends(points.filter(({ epoch }) => epoch > 1)).filter(shown),
      )
      : [0, ends(points).filter(shown).reduce((a, b) => Math.max(a, b), 1)];
    const domain = [from, to + 0.12 * (to - from)]; // so that no label stands above the panel
    return { title, points, domain, leaps: points.filter(({ high }) => !shown(high)) };
  });
  const epochs = columns[0].points.reduce((most, { epoch }) => Math.max(most, epoch), 1);
  const withRow = series.slice(0, ROWS);
  const left = series.length - withRow.length;
  const rows = withRow.map(({ name }, row): Panel => ({
    title: { text: name, offset: 4 },
    hconcat: columns.map(({ title, points, domain }): Panel => ({
      width: WIDTH,
      height: HEIGHT,
      ...row === 0 ? { title: { text: title, fontSize: 12, fontWeight: "normal", offset: 6 } } : {},
      encoding: {
        x: {
          field: "epoch",
          type: "quantitative",
          scale: { domain: [epochs === 1 ? 0 : 1, epochs], nice: false },
          axis: {
            title: row === withRow.length - 1 ? "epoch" : null,
            labels: row === withRow.length - 1,
            tickMinStep: 1,
            format: "d",
          },
        },
      },
      layer: [
        line(points.filter((point) => point.name !== name), domain, epochs, "#b9bec5", 1),
        {
          data: { values: points.filter((point) => point.name === name) },
          mark: { type: "area", opacity: 0.25, color: colors[0], clip: true },
          encoding: {
            y: { field: "low", type: "quantitative" },
            y2: { field: "high" },
          },
        },
        line(points.filter((point) => point.name === name), domain, epochs, colors[0], 2.2),
      ],
    })),
    bounds: "flush", // else the last row's labels shift its panels
    spacing: 44,
  }));
  return await chart({
    title: {
      text: title,
      fontSize: 17,
      subtitle: [
        note,
        ...leapNote(columns[0]),
        ...left === 0
          ? []
          : [`The first ${ROWS} of ${series.length} have a row; the others are gray lines alone.`],
      ],
    },
    vconcat: rows,
    spacing: 14,
  }, options);
}

interface CurvePoint {
  readonly name: string;
  readonly epoch: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

function curve(
  name: string,
  runs: readonly (readonly EpochPoint[])[],
  of: (point: EpochPoint) => number,
): CurvePoint[] {
  if (runs.length === 0) throw new RangeError(`${name} must have a run, got none`);
  const longest = Math.max(...runs.map(({ length }) => length));
  return Array.from({ length: longest }, (_, i) => {
    const values = runs.filter(({ length }) => length > i).map((run) => of(run[i]));
    const { mean, low, high } = summary(values);
    return { name, epoch: i + 1, mean, low, high };
  });
}

/** What is said of the epochs of which a seed is left out. */
function leapNote(
  { points, leaps }: {
    readonly points: readonly CurvePoint[];
    readonly leaps: readonly CurvePoint[];
  },
): string[] {
  if (leaps.length === 0) return [];
  const highest = highestText(leaps.map(({ high }) => high));
  return [
    `In ${leaps.length} of ${points.length} epochs a seed lies above the panels, at a loss of up to ${highest}.`,
  ];
}

function line(
  values: readonly CurvePoint[],
  domain: readonly number[],
  epochs: number,
  color: string,
  strokeWidth: number,
): Layer {
  return {
    data: { values: [...values] },
    mark: {
      type: "line",
      clip: true,
      color,
      strokeWidth,
      // A run much shorter than the axis is a line that cannot be seen.
      point: values.every(({ epoch }) => epoch <= Math.max(1, epochs / 40)) && { color },
    },
    encoding: {
      y: {
        field: "mean",
        type: "quantitative",
        title: null,
        scale: { domain: [...domain], nice: false, zero: false },
        axis: { tickCount: 4 },
      },
      detail: { field: "name" },
    },
  };
}
