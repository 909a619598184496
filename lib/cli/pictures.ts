import { curves } from "../figure/curves.ts";
import { encodePng } from "../figure/png.ts";
import { reconstructionGrid } from "../figure/reconstruction_grid.ts";
import type { OutputFolder } from "../run/output_folder.ts";
import type { RunFolder } from "../run/run_folder.ts";
import type { Reconstructions } from "../measure/reconstruct_images.ts";
import type { Training } from "./training.ts";

/** Canvas pixels per image pixel in every grid of images. */
export const GRID_SCALE = 2;

/** Writes a canvas into a folder. */
export async function writePicture(
  folder: RunFolder | OutputFolder,
  name: string,
  canvas: Parameters<typeof encodePng>[0],
): Promise<void> {
  await folder.write(name, await encodePng(canvas));
}

/** The lab's grid: the first 100 training images over their reconstructions. */
export async function writeReconstructions(
  folder: RunFolder,
  name: string,
  { originals, reconstructions }: Reconstructions,
): Promise<void> {
  const canvas = await reconstructionGrid(originals, reconstructions, { scale: GRID_SCALE });
  await writePicture(folder, name, canvas);
}

/** `curves.png`: how the run went, over the notebook's printed losses where there are some. */
export async function writeCurves(
  run: Training,
  title: string,
  printedLosses: readonly number[],
): Promise<void> {
  const { folder, batches, epochs, vae: { latentSize } } = run;
  const reference = printedLosses.length > 0
    ? { label: "printed by the notebook", losses: [...printedLosses] }
    : undefined;
  const canvas = await curves({
    title,
    batches,
    epochs,
    latentSize,
    reference,
    note: lastBatchNote(run),
    unit: run.vae.likelihood === "bernoulli" ? "cross-entropy in nats" : undefined,
  });
  await writePicture(folder, "curves.png", canvas);
}

/** Why the loss dips at the end of each epoch, where it does. */
export function lastBatchNote({ data, options }: Training): string | undefined {
  const { batchSize, divisor } = options;
  const rows = data.count % batchSize;
  if (divisor === "rows" || rows === 0 || data.count < batchSize) return undefined;
  return `The last batch of an epoch has ${rows} images; its error is divided by ${batchSize}, as in the lab.`;
}
