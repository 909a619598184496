import type { Encoding, Layer, Panel, TopLevelSpec } from "../deps/vega.ts";
import { flagStrip } from "./flag_strip.ts";
import { highestText, leapDomain } from "./leap_bound.ts";
import { lossDomain } from "./loss_domain.ts";
import type { BatchPoint } from "./points.ts";
import { colors, dashes, gray, ink } from "./theme.ts";
import { thin } from "./thin.ts";

/** A moment of a training run: after a batch of an epoch. */
export interface Moment {
  /** Counts from 1. */
  readonly epoch: number;
  /** Counts from 0. */
  readonly batch: number;
}

/** A short training run, batch by batch. */
export interface Timeline {
  /** What was run. */
  readonly title: string;
  /** All batches, one or more, in order. */
  readonly batches: readonly BatchPoint[];
  /** How many latent units were in use at some moments. */
  readonly activeUnits: readonly (Moment & { readonly count: number })[];
  /** The squared error of the mean image: what a decoder that ignores its code can reach. */
  readonly meanImageError: number;
  /** Latent units, d. */
  readonly latentSize: number;
  /** Moments to point out. */
  readonly marks?: readonly (Moment & { readonly label: string })[];
  /** What else the reader should know: a second line under the title. */
  readonly note?: string;
  /** The loss of the best linear VAE at the run's weight, to draw beside its own. */
  readonly linearOptimum?: number;
  /** What the reconstruction is measured in: `squared error` where it is absent. */
  readonly unit?: string;
  /** The width of the panels, in pixels at scale 1; at most as many batches are drawn, where it is given. */
  readonly width?: number;
}

/** The width of the panels, where none is asked for. */
const WIDTH = 640;
/** Batches drawn at most; more would be a blot. */
const POINTS = 1000;

/**
 * The figure of a collapse and of the way out of it, as a vega-lite specification for PNG and page: loss,
 * reconstruction, KL and active units over the batches, one panel under the other.
 *
 * @throws {RangeError} if there is no batch
 */
export function timelineSpecification(run: Timeline): TopLevelSpec {
  const { title, batches, activeUnits, meanImageError, latentSize, marks = [], note } = run;
  const most = Math.min(POINTS, run.width ?? POINTS);
  const { linearOptimum, unit = "squared error", width = WIDTH } = run;
  if (batches.length === 0) throw new RangeError("batches must hold one or more, got none");
  const inEpoch = batches[0].batches;
  const trained = ({ epoch, batch }: Moment) => (epoch - 1) * inEpoch + batch + 1;
  const end = trained(batches[batches.length - 1]);
  const ends = Array.from({ length: Math.ceil(end / inEpoch) }, (_, i) => (i + 1) * inEpoch);
  const named = Math.ceil(80 * ends.length / width); // every so many epochs, 80 pixels a name
  const ruled = Math.ceil(20 * ends.length / width); // and rules 20 pixels apart
  const stretches = ends
    .map((to, i) => ({ x: (to - inEpoch + Math.min(to, end)) / 2, label: `epoch ${i + 1}` }))
    .filter((_, i) => i % named === 0);
  const flags = marks.map((mark) => ({ x: trained(mark), label: mark.label }));
  const { items, every } = thin(batches, most);
  const points = items.map((record) => ({ x: trained(record), ...record }));
  const counts = thin(activeUnits, most).items
    .map((at) => ({ x: trained(at), count: at.count }));

  const domain = (field: "loss" | "reconstruction") =>
    lossDomain(batches.map((record) => record[field]), [
      ...[meanImageError, 1.25 * meanImageError],
      ...field === "loss" && linearOptimum !== undefined ? [linearOptimum] : [],
    ]);
  const klDomain = leapDomain(batches.map(({ kl }) => kl));
  const [, top] = domain("loss");
  const above = batches.filter(({ loss }) => loss > top);
  const highest = highestText(above.map(({ loss }) => loss));

  const panel = (title: string, height: number, layer: Layer[], last = false): Panel => ({
    title,
    width,
    height,
    encoding: { x: batchAxis(end, last) },
    layer: [...layer, ...rules(ends.slice(0, -1).filter((_, i) => (i + 1) % ruled === 0), flags)],
  });
  const lines: string[] = [];
  if (above.length > 0) {
    lines.push(
      `${above.length} of ${batches.length} batches lie above the upper panels, up to ${highest}`,
    );
  }
  const thinned = [
    ...every > 1 ? [`one batch in ${every}`] : [],
    ...ruled > 1 ? [`the end of one epoch in ${ruled} (gray rules)`] : [],
  ];
  if (thinned.length > 0) lines.push(`Shown: ${thinned.join(", ")}`);
  if (note) lines.push(note);
  return {
    title: {
      text: title,
      fontSize: 17,
      subtitle: lines.length > 0 ? lines : "",
    },
    vconcat: [
      flagStrip({ flags, stretches, end, width }),
      panel("Loss = reconstruction + weight × KL", 110, [
        curve(points, "loss", "loss per image", domain("loss")),
        ...linearOptimum === undefined ? [] : labelledRule(linearOptimum, "linear VAE:", width),
      ]),
      panel("Reconstruction", 110, [
        curve(points, "reconstruction", unit, domain("reconstruction")),
        ...labelledRule(meanImageError, "mean image:", width),
      ]),
      panel("KL divergence, unweighted", 90, [curve(points, "kl", "nats", klDomain)]),
      panel("Active units", 90, [steps(counts, latentSize)], true),
    ],
    spacing: 8,
  };
}

/** The x channel of all panels; the last one has the labels. */
function batchAxis(end: number, last: boolean): Encoding["x"] {
  return {
    field: "x",
    type: "quantitative",
    scale: { domain: [0, end], nice: false },
    axis: {
      title: last ? "batches trained" : null,
      labels: last,
      ticks: last,
      tickMinStep: 1,
      format: "d",
    },
  };
}

/** A quantity of each batch; without a domain, from 0 to its largest value. */
function curve(
  points: readonly BatchPoint[],
  field: "loss" | "reconstruction" | "kl",
  title: string,
  domain?: [number, number],
): Layer {
  return {
    data: { values: [...points] },
    mark: {
      ...{ type: "line", clip: points.length > 1, strokeWidth: 1.2, color: colors[0] },
      point: points.length === 1 && { color: colors[0] }, // one batch is no line
    },
    encoding: {
      y: {
        field,
        type: "quantitative",
        title,
        axis: { tickCount: 4 },
        scale: domain ? { domain, nice: false, zero: false } : {},
      },
    },
  };
}

/** A count that stays as it is until it is taken anew. */
function steps(counts: readonly { x: number; count: number }[], most: number): Layer {
  const highest = counts.reduce((highest, { count }) => Math.max(highest, count), 1);
  const point = counts.length <= 10 && { color: colors[0] }; // a single count is no line
  return {
    data: { values: [...counts] },
    mark: { type: "line", interpolate: "step-after", color: colors[0], point },
    encoding: {
      y: {
        field: "count",
        type: "quantitative",
        title: `units (of ${most})`,
        // Of many units hardly any are active: then the panel ends above the largest count.
        scale: { domain: [0, most <= 32 ? most : Math.min(most, 1.25 * highest)], nice: false },
        axis: { tickMinStep: 1, tickCount: 4, format: "d" },
      },
    },
  };
}

/** A horizontal rule; its label stands beside the panel, where no curve can run through it. */
function labelledRule(value: number, name: string, width: number): Layer[] {
  const data = { values: [{ y: value, label: [name, value.toFixed(3)] }] };
  const y: Encoding["y"] = { field: "y", type: "quantitative" };
  return [{
    data,
    mark: { type: "rule", color: colors[1], strokeDash: dashes[1], strokeWidth: 1.5 },
    encoding: { x: { value: 0 }, x2: { value: width }, y },
  }, {
    data,
    mark: { type: "text", align: "left", dx: 6, dy: -3, color: colors[1] },
    encoding: { x: { value: width }, y, text: { field: "label" } },
  }];
}

/** Vertical rules: plain where an epoch ends, dashed at the flags. */
function rules(ends: readonly number[], flags: readonly { x: number }[]): Layer[] {
  return [{
    data: { values: ends.map((x) => ({ x })) },
    mark: { type: "rule", color: gray },
  }, {
    data: { values: [...flags] },
    mark: { type: "rule", color: ink, strokeDash: [3, 2], strokeWidth: 1.5 },
  }];
}
