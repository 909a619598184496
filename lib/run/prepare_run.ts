import config from "../../deno.json" with { type: "json" };
import { engineProducts } from "../backend/start_engine.ts";
import { useBackend } from "../backend/use_backend.ts";
import { tf } from "../deps/tfjs.ts";
import { loadImages } from "../data/load_images.ts";
import { checkSameShape } from "../data/check_same_shape.ts";
import { noteVariety } from "../data/variety.ts";
import type { BatchEvent } from "../train/train.ts";
import { chooseDivisor } from "./choose_divisor.ts";
import { chooseBackend, earlierRun } from "./earlier_run.ts";
import { imagesRecord } from "./images_record.ts";
import type { PreparedRun } from "./prepared_run.ts";
import { refuseTooLong } from "./refuse_too_long.ts";
import { RunFolder } from "./run_folder.ts";
import type { RunOptions } from "./run_options.ts";
import type { RunRecord } from "./run_record.ts";
import { optionsOf, type TrainingTask } from "./training_task.ts";

/**
 * Gets everything ready for a run: options, images, folder, backend.
 *
 * @param given options by their names; the others have their defaults
 * @param tell is told, a sentence each, what is odd about the images
 * @throws {UserError} among others, if the run would lose an earlier one: see {@linkcode earlierRun}
 */
export async function prepareRun<O extends RunOptions>(
  task: TrainingTask<O>,
  given: Partial<O>,
  tell: (caution: string) => void,
): Promise<PreparedRun<O> & { readonly folder: RunFolder }> {
  const settled = optionsOf(task, given);
  const { data: source, images: count, batchSize, out } = settled;
  const data = await loadImages({ source, count }, tell);
  noteVariety(data, tell);
  const test = await loadImages({ source, split: "test" }, tell); // now: a file that is missing is told first
  checkSameShape(data, test);
  await import("../deps/canvas.ts"); // the same: a picture that cannot be drawn
  const batchesPerEpoch = Math.ceil(data.count / batchSize);
  refuseTooLong(settled, batchesPerEpoch);
  const images = await imagesRecord(data);
  const folder = await RunFolder.open(out);
  try {
    const { checkpoint: earlier, divisor } = await earlierRun(folder, {
      ...{ task: task as unknown as TrainingTask, options: settled, data: images },
    });
    const options = { ...settled, divisor: chooseDivisor(task, settled, data, divisor) };
    const lost = new AbortController();
    const backend = await useBackend(chooseBackend(options, earlier), {
      threads: options.threads,
      tell,
      onLost: (reason) => lost.abort(reason),
    });
    if (earlier) noteOtherProducts(earlier.record, tell);
    let batches: readonly BatchEvent[] = [];
    if (earlier) batches = await folder.resume(earlier, batchesPerEpoch);
    else await folder.begin([task.name, ...options.force ? await tasksIn(folder) : []]);
    const { signal } = lost;
    const versions = { ...denoVersions(), ...productsVersion() };
    return {
      ...{ task, options, backend, versions, data, images, test, folder, lost: signal },
      ...{ earlier, batches },
    };
  } catch (error) {
    folder[Symbol.dispose]();
    throw error;
  }
}

/** Of the lab, TensorFlow.js and Deno. */
function denoVersions() {
  const { deno, v8, typescript } = Deno.version;
  return { lab: config.version, tfjs: tf.version_core, deno, v8, typescript };
}

/** What computes the products on this backend, as `run.json` has it among the versions. */
function productsVersion(): { readonly products?: string } {
  const products = engineProducts()?.library;
  return products === undefined ? {} : { products };
}

/** The same backend may compute with another library, or on another processor: told, since bits may differ. */
function noteOtherProducts({ versions }: RunRecord, tell: (caution: string) => void): void {
  const { products } = productsVersion();
  if (!versions.products || !products || versions.products === products) return;
  tell(
    `the run was computed with ${versions.products}, and goes on with ${products}: ` +
      `its last digits may become others.`,
  );
}

/** The task of the run that a folder holds, if there is one. */
async function tasksIn(folder: RunFolder): Promise<string[]> {
  const record = await folder.earlier();
  return record ? [record.task] : [];
}
