import type { Pixels } from "../figure/png.ts";

/** Colors that a chart keeps: as many as four bits tell apart. */
const COLORS = 16;

/** What is encoded. */
export interface PalettePngOptions {
  /** Whether it is a chart, in colors, or a gray picture. */
  readonly of: "chart" | "gray";
}

/** The bytes of a small PNG file: of a chart in few colors, of a gray picture with every pixel as it is. */
export async function palettePng(
  { width, height, pixels }: Pixels,
  { of }: PalettePngOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { sharp } = await import("../deps/sharp.ts");
  const picture = sharp(new Uint8Array(pixels), { raw: { width, height, channels: 4 } })
    .removeAlpha();
  const encoder = of === "chart"
    ? picture.png({ palette: true, colors: COLORS, dither: 0, effort: 10 })
    : picture.toColourspace("b-w").png({ compressionLevel: 9 });
  return new Uint8Array(await encoder.toBuffer());
}
