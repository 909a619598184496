import { type ImageShape, LAB_IMAGE, pixelsOf } from "../math/image_shape.ts";
import type { Canvas } from "../deps/canvas.ts";
import type { Encoding } from "../deps/vega.ts";
import { chart } from "./chart.ts";
import { binShares, codeHistogram } from "./code_histogram.ts";
import { imageGrid } from "./image_grid.ts";
import { registerFonts } from "./register_fonts.ts";
import { typeface } from "./typeface.ts";
import { colors, gray, ink } from "./theme.ts";

/** A place in the plane of two latent units, or on the line of a model's only unit. */
export interface CodePoint {
  /** The first unit's value. */
  readonly x: number;
  /** The second unit's value; absent where there is one unit. */
  readonly y?: number;
}

/** Codes of one kind, and what they decode to. */
export interface SampleRow {
  /** Where the codes come from. */
  readonly title: string;
  /** What was found: a second line. */
  readonly note: string;
  /** Some of the codes. */
  readonly points: readonly CodePoint[];
  /** Some of their images, the first of which are shown. [N * P] */
  readonly images: Float32Array;
  /** The share of all codes on which each digit, or other label, is recognised; absent where none is counted. [K] */
  readonly shares?: readonly number[];
}

/** What all rows share. */
export interface SampleComparisonOptions {
  /** The names of the two units that `points` shows; of one, its distribution is shown. */
  readonly units: readonly [string] | readonly [string, string];
  /** What holds for all rows: a last line. */
  readonly caption: string;
  /** Codes to lie behind the points of every row: the encoder's own. */
  readonly backdrop: readonly CodePoint[];
  /** The size of the images; MNIST's, if nothing is said. */
  readonly image?: ImageShape;
  /** What is counted; the ten digits, if nothing is said. [K] */
  readonly labels?: readonly string[];
}

/** Pixels at scale 1: panels of the charts; the grid's images; the spaces between all. */
const SIDE = 172, COLUMNS = 12, ROWS = 7, GAP = 12, HEADER = 44, SCALE = 2;

/** The most labels that stand upright below their bars; pixels of a bar of more, and of all of them at most. */
const UPRIGHT = 10, BAR = 14, WIDEST = 900;

/**
 * Codes of several kinds, one row each: where they lie among the codes that the decoder was trained on,
 * what they decode to, and which digits (or other labels) a classifier recognises, where one counts.
 *
 * @throws {RangeError} if there is no row
 */
export async function sampleComparison(
  rows: readonly SampleRow[],
  { units, caption, backdrop, image = LAB_IMAGE, labels }: SampleComparisonOptions,
): Promise<Canvas> {
  if (rows.length === 0) {
    throw new RangeError("rows must hold one or more kinds of codes, got none");
  }
  const { createCanvas } = await import("../deps/canvas.ts");
  await registerFonts();
  const everywhere = [...backdrop, ...rows.flatMap(({ points }) => points)];
  const values = everywhere.flatMap(({ x, y = x }) => [x, y]);
  const domain = [Math.min(...values), Math.max(...values)];
  const most = Math.max(0.1, ...rows.flatMap(({ shares = [] }) => shares));
  const [unit, second] = units;
  const onLine = (points: readonly CodePoint[]) => points.map(({ x }) => x);
  const highest = Math.max(
    ...[backdrop, ...rows.map(({ points }) => points)].flatMap((points) =>
      binShares(onLine(points), domain)
    ),
  );
  const codes = (points: readonly CodePoint[]) =>
    second === undefined
      ? chart(
        codeHistogram({
          ...{ values: onLine(points), backdrop: onLine(backdrop), title: unit },
          ...{ domain, most: highest, side: SIDE },
        }),
        { scale: SCALE },
      )
      : scatter(points, backdrop, [unit, second], domain);
  // Small images are shown larger, as far as they fit beside the other panels.
  const enlarged = Math.max(1, Math.floor(SIDE / (ROWS * (image.height + 2))));
  const panels = await Promise.all(rows.map(async ({ points, images, shares }) => [
    await codes(points),
    await imageGrid(images.subarray(0, COLUMNS * ROWS * pixelsOf(image)), {
      ...{ columns: COLUMNS, scale: enlarged * SCALE, image },
    }),
    ...shares ? [await histogram(shares, most, labels)] : [],
  ]));

  const widths = panels[0].map((_, i) => Math.max(...panels.map((row) => row[i].width)));
  const height = Math.max(...panels.flat().map((panel) => panel.height));
  const [gap, header] = [GAP * SCALE, HEADER * SCALE];
  const ruler = createCanvas(1, 1).getContext("2d");
  const widest = (font: string, texts: readonly string[]) => {
    ruler.font = font;
    return Math.max(...texts.map((text) => 2 * gap + ruler.measureText(text).width));
  };
  const [bold, plain] = [`bold ${14 * SCALE}px ${typeface}`, `${12 * SCALE}px ${typeface}`];
  const canvas = createCanvas(
    Math.ceil(Math.max(
      widths.reduce((sum, width) => sum + width + gap, gap),
      widest(bold, rows.map(({ title }) => title)),
      widest(plain, [caption, ...rows.map(({ note }) => note)]),
    )),
    rows.length * (header + height + gap) + header / 2,
  );
  const context = canvas.getContext("2d");
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textBaseline = "top";
  for (const [n, row] of rows.entries()) {
    const top = n * (header + height + gap);
    context.fillStyle = ink;
    context.font = bold;
    context.fillText(row.title, gap, top + 8 * SCALE);
    context.fillStyle = gray;
    context.font = plain;
    context.fillText(row.note, gap, top + 26 * SCALE);
    let left = gap;
    for (const [i, panel] of panels[n].entries()) {
      context.drawImage(panel, left, top + header);
      left += widths[i] + gap;
    }
  }
  context.fillText(caption, gap, canvas.height - header / 2);
  return canvas;
}

/** Codes over the encoder's own, in the plane of two units. */
function scatter(
  points: readonly CodePoint[],
  backdrop: readonly CodePoint[],
  units: readonly [string, string],
  domain: number[],
) {
  const axis = (field: "x" | "y", title: string) =>
    ({
      field,
      type: "quantitative",
      title,
      scale: { domain, nice: true },
      axis: { tickCount: 5 },
    }) satisfies Encoding["x"];
  const encoding = { x: axis("x", units[0]), y: axis("y", units[1]) };
  return chart({
    width: SIDE,
    height: SIDE,
    padding: 2,
    layer: [{
      data: { values: [...backdrop] },
      mark: { type: "circle", size: 7, color: "#b9bec5", opacity: 1 },
      encoding,
    }, {
      data: { values: [...points] },
      mark: { type: "circle", size: 9, color: colors[0], opacity: 0.8 },
      encoding,
    }],
  }, { scale: SCALE });
}

/** The share of the codes that show each digit, or each of `labels`. */
function histogram(shares: readonly number[], most: number, labels?: readonly string[]) {
  const upright = !labels || labels.length <= UPRIGHT && labels.every(({ length }) => length <= 2);
  return chart({
    width: Math.min(WIDEST, Math.max(SIDE + 40, upright ? 0 : BAR * shares.length)),
    height: SIDE,
    padding: 2,
    data: { values: shares.map((share, digit) => ({ digit, share })) },
    mark: { type: "bar", color: colors[0] },
    encoding: {
      x: {
        field: "digit",
        type: "ordinal",
        title: labels ? "recognised label" : "recognised digit",
        axis: {
          labelAngle: upright ? 0 : -90,
          grid: false,
          // By their numbers, so that labels of one name stay apart.
          ...labels && { labelExpr: `${JSON.stringify(labels)}[datum.value]`, labelLimit: 90 },
          ...!upright && { labelOverlap: true },
        },
      },
      y: {
        field: "share",
        type: "quantitative",
        title: "share of the codes",
        scale: { domain: [0, most], nice: true },
        axis: { format: ".0%", tickCount: 5 },
      },
    },
  }, { scale: SCALE });
}
