import type { TopLevelSpec } from "../deps/vega.ts";
import { chart } from "../figure/chart.ts";
import { canvasPixels, type Pixels } from "../figure/png.ts";
import type { Row } from "./csv_url.ts";
import { palettePng, type PalettePngOptions } from "./palette_png.ts";

/** A picture of the report. */
export interface ReportFigure {
  /** Names it in links, and its files. */
  readonly id: string;
  /** What stands under it: Markdown, with TeX. */
  readonly caption: string;
  /** What it shows, for those who do not see it. */
  readonly alt: string;
  /** The bytes of a PNG file. */
  readonly png: Uint8Array;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** What the picture is drawn from, where it is a chart. */
  readonly specification?: TopLevelSpec;
  /** The numbers that it shows, where it is a chart. */
  readonly tables?: readonly FigureTable[];
}

/** Numbers that a chart shows. */
export interface FigureTable {
  /** What they are, in a word or two; with the figure's name the name of their file. */
  readonly name: string;
  readonly rows: readonly Row[];
}

/** What its author says of a picture, and the numbers in it. */
export type FigureText = Pick<ReportFigure, "id" | "caption" | "alt" | "tables">;

/** Pixels of a picture per CSS pixel: crisp on today's screens and in print. */
const SCALE = 2;

/** A figure that is drawn from a specification. */
export async function chartFigure(
  specification: TopLevelSpec,
  text: FigureText,
): Promise<ReportFigure> {
  const pixels = canvasPixels(await chart(specification, { scale: SCALE }));
  return { ...await pictureFigure(pixels, text, { of: "chart" }), specification };
}

/** How a picture is kept, and shown. */
export interface PictureOptions extends PalettePngOptions {
  /** Its pixels per CSS pixel. */
  readonly scale?: number;
}

/** A figure that is a picture, by default at twice the size that it is shown in. */
export async function pictureFigure(
  pixels: Pixels,
  text: FigureText,
  { scale = SCALE, ...options }: PictureOptions = { of: "gray" },
): Promise<ReportFigure> {
  const { width, height } = pixels;
  const png = await palettePng(pixels, options);
  return { ...text, png, width: width / scale, height: height / scale };
}
