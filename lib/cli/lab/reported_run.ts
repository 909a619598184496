import { changedOptions } from "../../experiment/changed_options.ts";
import type { SeenCollapse } from "../../experiment/collapse_timeline.ts";
import { lastBatchNote } from "../../experiment/last_batch_note.ts";
import { decodePng } from "../../figure/png.ts";
import { readPlainFile } from "../../file/read_plain_file.ts";
import { readSafetensors } from "../../file/safetensors.ts";
import type { DataSet } from "../../data/data_set.ts";
import type { ReportedRun, RunName } from "../../report/lab_report.ts";
import { type FigureText, pictureFigure, type ReportFigure } from "../../report/report_figure.ts";
import type { Row } from "../../report/csv_url.ts";
import { MAX_MODEL_FILE, modelFromBytes } from "../../run/model_file.ts";
import { readBatches } from "../../run/read_batches.ts";
import { readRunRecord } from "../../run/read_run_record.ts";
import { RunFolder } from "../../run/run_folder.ts";
import type { RunRecord } from "../../run/run_record.ts";
import { meanImageError } from "../../theory/mean_image_error.ts";
import { UserError } from "../../user_error.ts";
import { reconstructionRows, stageRows } from "./image_rows.ts";
import type { LabRun } from "./lab_runs.ts";
import { runCurve } from "./run_curve.ts";

/** In bytes; the largest figure of a run has half a megabyte. */
const MAX_PICTURE = 2 ** 26;

/**
 * A finished run as the report tells it: from its folder, whenever it was trained.
 *
 * @param data the images that it was trained on; its model decodes the first of them on the backend in use
 * @throws {UserError} if a file of it is missing or altered
 */
export async function reportedRun(
  { name, task, options }: LabRun,
  data: DataSet,
): Promise<ReportedRun> {
  const { out, batchSize } = options;
  const record = await readRunRecord(out);
  const batches = await readBatches(out, Math.ceil(data.count / batchSize));
  const model = await read(`${out}/model.safetensors`, MAX_MODEL_FILE);
  const { tensors } = readSafetensors(model, `${out}/model.safetensors`);
  const changed = changedOptions(task.options, { ...options });
  const note = lastBatchNote({ data, options });
  const watched = name === "collapse" ? await watchedCollapse(out, data) : undefined;
  const collapse = watched && { ...watched.seen, meanImageError: meanImageError(data) };
  const run = { record, batches, changed, note, collapse };
  const vae = modelFromBytes(model, `${out}/model.safetensors`);
  const images = await reconstructionRows(vae, data);
  vae.dispose();
  return {
    ...run,
    shapes: Object.fromEntries(Object.entries(tensors).map(([name, { shape }]) => [name, shape])),
    model: { bytes: model.length, sha256: await sha256(model) },
    figures: [
      ...watched ? [await stagesPicture(out, watched.stages)] : [],
      await reconstructionsPicture(name, out, record, images),
      await runCurve(name, task.title(options, data), run),
    ],
  };
}

/** What was seen while it collapsed, which its checkpoint keeps: in numbers, and the images of its stages. */
async function watchedCollapse(
  out: string,
  data: DataSet,
): Promise<{ readonly seen: SeenCollapse; readonly stages: Row[] }> {
  const checkpoint = await new RunFolder(out).readCheckpoint();
  if (checkpoint) {
    const { json, tensors } = checkpoint.memory;
    const images = Object.entries(STAGES).filter(([name]) => tensors[name])
      .map(([name, stage]) => [stage, tensors[name].values]);
    return {
      seen: json as unknown as SeenCollapse,
      stages: stageRows(data, Object.fromEntries(images)),
    };
  }
  throw new UserError(
    `no ${out}/checkpoint.safetensors, which keeps what was seen of the collapse. Train it anew with ` +
      `\`force\`.`,
  );
}

/** What the stages of a collapse are called, by the names of their images in the run's memory. */
const STAGES: Readonly<Record<string, string>> = {
  ...{ plateau: "on the plateau", first: "after epoch 1", last: "at the end" },
};

/** The first training images and their reconstructions, as the run left them. */
async function reconstructionsPicture(
  name: RunName,
  out: string,
  { epochs }: RunRecord,
  images: Row[],
): Promise<ReportFigure> {
  const last = epochs.length;
  return await picture(`${out}/reconstructions.png`, {
    id: `${name}-reconstructions`,
    caption:
      `Four times a row of training images over the row of their reconstructions, after epoch ${last}`,
    alt:
      `Training images, and under each what the decoder makes of its code after epoch ${last}. The mean ` +
      `squared error of that epoch: ${epochs[last - 1].reconstruction.toFixed(2)}.`,
    tables: [{ name: "images", rows: images }],
  });
}

/** The stages of a collapse, as the run left them. */
async function stagesPicture(out: string, images: Row[]): Promise<ReportFigure> {
  const text: FigureText = {
    id: "collapse-stages",
    caption:
      "The same images decoded (a) at the lowest KL of the plateau, if there was one, (b) after the " +
      "first epoch, (c) after the last",
    alt:
      "Rows of images: originals, and what the decoder makes of them at stages of the training; on the " +
      "plateau all look alike, a gray blob.",
    tables: [{ name: "images", rows: images }],
  };
  return await picture(`${out}/stages.png`, text, 1); // half as large, its words could not be read
}

async function picture(file: string, text: FigureText, scale?: number): Promise<ReportFigure> {
  const pixels = await decodePng(await read(file, MAX_PICTURE));
  return await pictureFigure(pixels, text, { of: "gray", scale });
}

async function read(file: string, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await readPlainFile(file, most);
  if (bytes) return new Uint8Array(bytes);
  throw new UserError(`no ${file}, which the run had left. Train it anew with \`force\`.`);
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
