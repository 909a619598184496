import { decodePng, type Pixels } from "../../figure/png.ts";
import { palettePng } from "../../report/palette_png.ts";
import type { Outputs } from "./make_notebook.ts";
import type { CellOutput } from "./notebook_format.ts";

/** Outputs with their pictures in as few colors as the report has: half the size. */
export async function smallPictures(outputs: Outputs): Promise<Outputs> {
  const small = Object.entries(outputs).map(async ([id, shown]) =>
    [id, await Promise.all(shown.map(smallPicture))] as const
  );
  return Object.fromEntries(await Promise.all(small));
}

async function smallPicture(output: CellOutput): Promise<CellOutput> {
  if (output.output_type !== "display_data") return output;
  const { "image/png": png } = output.data;
  if (typeof png !== "string") return output;
  const picture = await decodePng(Uint8Array.fromBase64(png));
  const small = await palettePng(picture, { of: isGray(picture) ? "gray" : "chart" });
  return { ...output, data: { ...output.data, "image/png": small.toBase64() } };
}

function isGray({ pixels }: Pixels): boolean {
  for (let i = 0; i < pixels.length; i += 4) {
    if (pixels[i] !== pixels[i + 1] || pixels[i] !== pixels[i + 2]) return false;
  }
  return true;
}
