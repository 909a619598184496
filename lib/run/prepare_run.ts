import { engineProducts } from "../backend/start_engine.ts";
import { useBackend } from "../backend/use_backend.ts";
import type { DataSet } from "../data/data_set.ts";
import { loadImages } from "../data/load_images.ts";
import { checkSameShape } from "../data/check_same_shape.ts";
import { noteVariety } from "../data/variety.ts";
import type { BatchEvent } from "../train/train.ts";
import type { Divisor } from "../train/objective.ts";
import { UserError } from "../user_error.ts";
import type { StoredCheckpoint } from "./checkpoint.ts";
import { chooseBackend, earlierRun } from "./earlier_run.ts";
import { imagesRecord } from "./images_record.ts";
import { MAX_METRICS, MAX_METRICS_LINE } from "./metrics_position.ts";
import { MAX_RECORD } from "./parse_run_record.ts";
import { RunFolder } from "./run_folder.ts";
import type { RunOptions } from "./run_options.ts";
import type { RunRecord } from "./run_record.ts";
import { optionsOf, type TrainingTask } from "./training_task.ts";

/** All that a run needs. */
export interface PreparedRun<O extends RunOptions = RunOptions> {
  readonly task: TrainingTask<O>;
  /** All options, with the divisor that was chosen. */
  readonly options: O & { readonly divisor: Divisor };
  /** The backend's name. */
  readonly backend: string;
  /** The training images. */
  readonly data: DataSet;
  /** The same as `run.json` notes them. */
  readonly images: RunRecord["data"];
  /** The images that the model is tested on at the end. */
  readonly test: DataSet;
  readonly folder: RunFolder;
  /** Aborted, with a UserError, if the backend is lost. */
  readonly lost: AbortSignal;
  /** Where it continues. */
  readonly earlier?: StoredCheckpoint;
  /** Every batch before that. */
  readonly batches: readonly BatchEvent[];
}

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
): Promise<PreparedRun<O>> {
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
    return { task, options, backend, data, images, test, folder, lost: signal, earlier, batches };
  } catch (error) {
    folder[Symbol.dispose]();
    throw error;
  }
}

/** What computes the products on this backend, as `run.json` has it among the versions. */
export function productsVersion(): { readonly products?: string } {
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

/**
 * The divisor of the reconstruction term: the given one, else the earlier run's, else the task's; where no
 * batch is full, the rows.
 *
 * @throws {UserError} if the batch size is asked for where no batch has so many images
 */
function chooseDivisor(
  task: Pick<TrainingTask, "divisor">,
  { divisor: given, batchSize }: RunOptions,
  { count }: DataSet,
  recorded?: Divisor,
): Divisor {
  if (count >= batchSize) return given ?? recorded ?? task.divisor;
  if (given !== "batch-size") return "rows";
  throw new UserError(
    `\`divisor\` batch-size wants an epoch with a full batch; there are ${count} images, and a batch has ` +
      `${batchSize}. Use \`divisor\` rows.`,
  );
}

/** An epoch in `run.json`, in bytes: its numbers, and those of each unit. */
const EPOCH_BYTES = 800, UNIT_BYTES = 40;

/** Refuses a run whose files would be longer than their readers take, before it takes any time. */
function refuseTooLong({ epochs, latentSize }: RunOptions, batchesPerEpoch: number): void {
  const metrics = epochs * batchesPerEpoch * MAX_METRICS_LINE;
  const record = epochs * (EPOCH_BYTES + UNIT_BYTES * latentSize);
  if (metrics <= MAX_METRICS && record <= MAX_RECORD) return;
  const most = Math.floor(Math.min(
    MAX_METRICS / (batchesPerEpoch * MAX_METRICS_LINE),
    MAX_RECORD / (EPOCH_BYTES + UNIT_BYTES * latentSize),
  ));
  throw new UserError(
    `${epochs} epochs of ${batchesPerEpoch} batches with ${latentSize} latent units would fill a run folder ` +
      `beyond what can be read back; \`epochs\` takes at most ${most} then.`,
  );
}
