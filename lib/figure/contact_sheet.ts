import type { Canvas, Context } from "../deps/canvas.ts";
import { type ImageShape, LAB_IMAGE, pixelsOf } from "../math/image_shape.ts";
import { imageGrid } from "./image_grid.ts";
import { registerFonts } from "./register_fonts.ts";
import { gray, ink } from "./theme.ts";
import { typeface } from "./typeface.ts";

/** Images of one kind. */
export interface ContactRow {
  /** What they are: a label's name. */
  readonly title: string;
  /** What else is to be said of them, a second line: how many there are. */
  readonly note: string;
  /** The first of them. [N * P], gray values from 0 to 1 */
  readonly images: Float32Array;
}

/** What stands around the images. */
export interface ContactSheetOptions {
  /** The first line. */
  readonly title: string;
  /** The line below it. */
  readonly note: string;
  /** The size of the images; MNIST's, if nothing is said. */
  readonly image?: ImageShape;
  /** Lines of images of each row: 1, if nothing is said. */
  readonly lines?: number;
}

/** Lengths in canvas pixels: an image at least, all images of a line at most, and what lies around them. */
const SHOWN = 52, LINE = 1000, MARGIN = 20, GAP = 12, HEADER = 64, NAMES = 190;

/** The gray between the images, on which black ones are seen, and white ones. */
const GROUND = 0.6;

/** Images in a line at most. */
const COLUMNS = 16;

/**
 * Images as a model sees them, a row for each label, with its name beside it.
 *
 * @throws {RangeError} if there is no row, or {@link imageGrid} refuses a row's images
 *
 * @example
 * ```ts ignore
 * await contactSheet([{ title: "cats", note: "120 training", images }], { title: "pets", note: "28 x 28" });
 * ```
 */
export async function contactSheet(
  rows: readonly ContactRow[],
  { title, note, image = LAB_IMAGE, lines = 1 }: ContactSheetOptions,
): Promise<Canvas> {
  if (rows.length === 0) throw new RangeError("rows must hold one or more labels, got none");
  const { createCanvas } = await import("../deps/canvas.ts");
  await registerFonts();
  const scale = Math.max(1, Math.round(SHOWN / Math.max(image.height, image.width)));
  const columns = Math.max(1, Math.min(COLUMNS, Math.floor(LINE / (scale * image.width))));
  const grids = await Promise.all(
    rows.map(({ images }) =>
      imageGrid(images.subarray(0, columns * lines * pixelsOf(image)), {
        ...{ columns, scale, image, padValue: GROUND },
      })
    ),
  );
  const step = (grid: Canvas) => Math.max(grid.height, 40) + GAP;
  const canvas = createCanvas(
    2 * MARGIN + NAMES + Math.max(...grids.map(({ width }) => width), LINE / 2),
    HEADER + MARGIN + grids.reduce((sum, grid) => sum + step(grid), 0),
  );
  const context = canvas.getContext("2d");
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textBaseline = "middle";
  const write = (text: string, x: number, y: number, font: string, color: string, room: number) => {
    context.font = `${font} ${typeface}`;
    context.fillStyle = color;
    context.fillText(fitting(context, text, room), x, y);
  };
  const wide = canvas.width - 2 * MARGIN;
  write(title, MARGIN, MARGIN + 6, "bold 17px", ink, wide);
  write(note, MARGIN, MARGIN + 28, "13px", gray, wide);
  let top = HEADER;
  for (const [i, grid] of grids.entries()) {
    const middle = top + Math.min(grid.height, 120) / 2;
    write(rows[i].title, MARGIN, middle - 9, "15px", ink, NAMES - GAP);
    write(rows[i].note, MARGIN, middle + 10, "12px", gray, NAMES - GAP);
    context.drawImage(grid, MARGIN + NAMES, top);
    top += step(grid);
  }
  return canvas;
}

/** A text that is cut where there is no room for more. */
function fitting(context: Context, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  const characters = [...text];
  while (characters.length > 0 && context.measureText(`${characters.join("")}…`).width > room) {
    characters.pop();
  }
  return `${characters.join("")}…`;
}
