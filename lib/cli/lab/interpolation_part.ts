import type { DataSet } from "../../data/data_set.ts";
import {
  drawnEnds,
  imageName,
  INTERPOLATION_STEPS,
  interpolationCodes,
} from "../../experiment/interpolation_codes.ts";
import { GRID_SCALE, imageGrid } from "../../figure/image_grid.ts";
import { canvasPixels } from "../../figure/png.ts";
import { decodeCodes } from "../../measure/decode_codes.ts";
import type { LabReport } from "../../report/lab_report.ts";
import { pictureFigure } from "../../report/report_figure.ts";
import { codeRows } from "./code_columns.ts";
import type { ShownModel } from "./shown_model.ts";

/** The line between two training images. */
export async function interpolationPart(
  { vae, seed }: ShownModel,
  images: DataSet,
): Promise<LabReport["interpolation"]> {
  const drawn = drawnEnds(images, seed);
  const [from, to] = drawn.map((end) => imageName(images, end));
  const codes = await interpolationCodes(vae, images, drawn);
  const canvas = await imageGrid(await decodeCodes(vae, codes), {
    columns: INTERPOLATION_STEPS,
    scale: GRID_SCALE,
    image: vae.image,
  });
  return {
    ends: [from, to],
    steps: INTERPOLATION_STEPS,
    figure: await pictureFigure(canvasPixels(canvas), {
      id: "interpolation",
      caption: `From ${from} to ${to} in ${INTERPOLATION_STEPS} steps`,
      alt:
        `A row of ${INTERPOLATION_STEPS} images that changes step by step from ${from} to ${to}.`,
      tables: [{ name: "codes", rows: codeRows(codes, vae.latentSize) }],
    }),
  };
}
