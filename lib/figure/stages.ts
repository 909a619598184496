import type { Canvas } from "../deps/canvas.ts";
import { type ImageShape, LAB_IMAGE, pixelsOf } from "../math/image_shape.ts";
import { registerFonts } from "./register_fonts.ts";
import { typeface } from "./typeface.ts";
import { imageGrid } from "./image_grid.ts";
import { ink } from "./theme.ts";

/** A row of the figure: what the images are, and the images. */
export interface Stage {
  /** For instance `(b) after epoch 1`; a line break starts a second line. */
  readonly label: string;
  /** [N * P], gray values from 0 to 1; what is beyond the columns is left out. */
  readonly images: Float32Array;
}

/** How the strips are drawn. */
export interface StagesOptions {
  /** Images shown of each stage. */
  readonly columns?: number;
  /** Canvas pixels per image pixel: a whole number. */
  readonly scale?: number;
  /** The size of the images; MNIST's, if nothing is said. */
  readonly image?: ImageShape;
}

/** Lengths in image pixels, so that the figure looks alike at every scale. */
const MARGIN = 8, GAP = 6, FONT = 7.5, LINE = 10;

/**
 * The same images at stages of a training, one labelled strip under the other.
 *
 * @throws {RangeError} if there is no row, or {@link imageGrid} refuses a row's images
 *
 * @example The collapse and the way out
 * ```ts ignore
 * await stages([{ label: "originals", images }, { label: "(a) plateau", images: blobs }]);
 * ```
 */
export async function stages(
  rows: readonly Stage[],
  { columns = 12, scale = 2, image = LAB_IMAGE }: StagesOptions = {},
): Promise<Canvas> {
  if (rows.length === 0) throw new RangeError("rows must hold one or more stages, got none");
  const { createCanvas } = await import("../deps/canvas.ts");
  await registerFonts();
  const strips = await Promise.all(
    rows.map(({ images }) =>
      imageGrid(images.subarray(0, columns * pixelsOf(image)), { columns, scale, image })
    ),
  );
  const labels = rows.map(({ label }) => label.split("\n"));

  const font = `${FONT * scale}px ${typeface}`;
  const ruler = createCanvas(1, 1).getContext("2d");
  ruler.font = font;
  const labelWidth = Math.ceil(
    Math.max(...labels.flat().map((line) => ruler.measureText(line).width)),
  );
  const left = labelWidth + (MARGIN + GAP) * scale;
  const step = strips[0].height + GAP * scale;

  const canvas = createCanvas(
    left + Math.max(...strips.map((strip) => strip.width)) + MARGIN * scale,
    rows.length * step + (2 * MARGIN - GAP) * scale,
  );
  const context = canvas.getContext("2d");
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = ink;
  context.font = font;
  context.textBaseline = "middle";
  for (const [i, strip] of strips.entries()) {
    const top = MARGIN * scale + i * step;
    context.drawImage(strip, left, top);
    for (const [k, line] of labels[i].entries()) {
      const offset = (k - (labels[i].length - 1) / 2) * LINE * scale;
      context.fillText(line, MARGIN * scale, top + strip.height / 2 + offset);
    }
  }
  return canvas;
}
