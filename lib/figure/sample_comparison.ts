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
  /** The share of all codes on which each digit is recognised. [10] */
  readonly shares: readonly number[];
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
}

/** Pixels at scale 1: panels of the charts; the grid's images; the spaces between all. */
const SIDE = 172, COLUMNS = 12, ROWS = 7, GAP = 12, HEADER = 44, SCALE = 2;

/**
 * Codes of several kinds, one row each: where they lie among the codes that the decoder was trained on,
 * what they decode to, and which digits a classifier recognises.
 *
 * @throws {RangeError} if there is no row
 */
export async function sampleComparison(
  rows: readonly SampleRow[],
  { units, caption, backdrop, image = LAB_IMAGE }: SampleComparisonOptions,
): Promise<Canvas> {
  if (rows.length === 0) {
    throw new RangeError("rows must hold one or more kinds of codes, got none");
  }
  const { createCanvas } = await import("../deps/canvas.ts");
  await registerFonts();
  const everywhere = [...backdrop, ...rows.flatMap(({ points }) => points)];
  const values = everywhere.flatMap(({ x, y = x }) => [x, y]);
  const domain = [Math.min(...values), Math.max(...values)];
  const most = Math.max(0.1, ...rows.flatMap(({ shares }) => shares));
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
  const panels = await Promise.all(rows.map(async ({ points, images, shares }) => [
    await codes(points),
    await imageGrid(images.subarray(0, COLUMNS * ROWS * pixelsOf(image)), {
      ...{ columns: COLUMNS, scale: SCALE, image },
    }),
    await histogram(shares, most),
  ]));

  const widths = [0, 1, 2].map((i) => Math.max(...panels.map((row) => row[i].width)));
  const height = Math.max(...panels.flat().map((panel) => panel.height));
  const [gap, header] = [GAP * SCALE, HEADER * SCALE];
  const canvas = createCanvas(
    widths.reduce((sum, width) => sum + width + gap, gap),
    rows.length * (header + height + gap) + header / 2,
  );
  const context = canvas.getContext("2d");
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textBaseline = "top";
  for (const [n, row] of rows.entries()) {
    const top = n * (header + height + gap);
    context.fillStyle = ink;
    context.font = `bold ${14 * SCALE}px ${typeface}`;
    context.fillText(row.title, gap, top + 8 * SCALE);
    context.fillStyle = gray;
    context.font = `${12 * SCALE}px ${typeface}`;
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

/** The share of the codes that show each digit. */
function histogram(shares: readonly number[], most: number) {
  return chart({
    width: SIDE + 40,
    height: SIDE,
    padding: 2,
    data: { values: shares.map((share, digit) => ({ digit, share })) },
    mark: { type: "bar", color: colors[0] },
    encoding: {
      x: {
        field: "digit",
        type: "ordinal",
        title: "recognised digit",
        axis: { labelAngle: 0, grid: false },
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
