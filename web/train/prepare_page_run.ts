import { tf } from "../../lib/deps/tfjs.ts";
import type { EngineBackend } from "../../lib/backend/engine/engine_backend.ts";
import { checkSameShape } from "../../lib/data/check_same_shape.ts";
import { noteVariety } from "../../lib/data/variety.ts";
import { checkpointFromBytes, type StoredCheckpoint } from "../../lib/run/checkpoint.ts";
import { chooseDivisor } from "../../lib/run/choose_divisor.ts";
import { imagesRecord } from "../../lib/run/images_record.ts";
import { parseMetricsLine } from "../../lib/run/metrics_line.ts";
import type { PreparedRun } from "../../lib/run/prepared_run.ts";
import { refuseTooLong } from "../../lib/run/refuse_too_long.ts";
import type { RunOptions } from "../../lib/run/run_options.ts";
import { optionsOf, type TrainingTask } from "../../lib/run/training_task.ts";
import type { BatchEvent } from "../../lib/train/train.ts";
import type { Divisor } from "../../lib/train/objective.ts";
import { UserError } from "../../lib/user_error.ts";
import { loadImages } from "../load_site.ts";
import type { Site } from "../site.ts";
import { type TaskName, TRAINING_TASKS } from "../state.ts";
import { words } from "../words.ts";
import { metricsPosition, PageStore } from "./page_store.ts";
import type { Pace } from "./protocol.ts";
import type { RunFiles } from "./run_files.ts";

/** What a run in the page is by. */
export interface PageRun {
  readonly task: TaskName;
  /** Options by their names; the others have their defaults. */
  readonly given: Readonly<Record<string, unknown>>;
  /** Where the browser keeps its files. */
  readonly id: string;
  /** The files of the run that it continues. */
  readonly earlier?: RunFiles;
  /** How it begins: running, if nothing is said. */
  readonly pace?: Pace;
}

/**
 * Gets everything ready for a run in the page, on the engine that has been started.
 *
 * @param tell is told, a sentence each, what is odd
 * @throws {UserError} for options that cannot be, images that cannot be had, and an earlier run that cannot be
 * continued here
 */
export async function preparePageRun(
  { task: name, given, id, earlier: files }: PageRun,
  site: Site,
  tell: (caution: string) => void,
): Promise<PreparedRun & { readonly folder: PageStore }> {
  const task = TRAINING_TASKS[name];
  const earlier = files && await checkpointOf(files);
  const settled = optionsOf(task, {
    ...earlier ? optionsIn(earlier) : {},
    ...given,
    data: site.data.name,
    backend: "wasm",
  });
  if (earlier) refuseOtherLength(task, settled, earlier);
  if (earlier) refuseMoreImages(site, earlier);
  const data = await loadImages(site, { split: "train", count: settled.images });
  noteVariety(data, tell);
  const test = site.data.test && await loadImages(site, { split: "test" });
  if (test) checkSameShape(data, test);
  const batchesPerEpoch = Math.ceil(data.count / settled.batchSize);
  refuseTooLong(settled, batchesPerEpoch);
  const images = await imagesRecord(data);
  let metrics: Uint8Array<ArrayBuffer> | undefined;
  let batches: readonly BatchEvent[] = [];
  if (earlier) {
    if (earlier.record.data.sha256 !== images.sha256) {
      throw new UserError(words.train.otherImages(earlier.record.data.name, site.data.name));
    }
    metrics = await metricsOf(files, earlier);
    batches = linesOf(metrics).map((line) => {
      const batch = parseMetricsLine(line, batchesPerEpoch);
      if (!batch) throw new UserError(words.train.alteredMetrics);
      return batch;
    });
  }
  const recorded = earlier?.record.options.divisor as Divisor | undefined;
  const divisor = chooseDivisor(task, settled, data, recorded);
  const { library } = (tf.backend() as unknown as EngineBackend).products;
  return {
    ...{ task, data, images, test, earlier, batches },
    options: { ...settled, divisor },
    backend: "wasm",
    versions: {
      ...{ lab: site.lab, tfjs: tf.version_core, browser: navigator.userAgent, products: library },
    },
    folder: new PageStore({
      ...{ id, startedAt: earlier?.record.startedAt, tell },
      files: metrics && { ...files, "metrics.jsonl": metrics },
    }),
    lost: new AbortController().signal, // the engine is never lost: a worker that dies takes all with it
  };
}

/** The checkpoint among a run's files. @throws {UserError} if there is none that this page can continue */
async function checkpointOf(files: RunFiles): Promise<StoredCheckpoint> {
  const bytes = files["checkpoint.safetensors"];
  if (!bytes) throw new UserError(words.train.noCheckpoint);
  const checkpoint = await checkpointFromBytes(bytes, "checkpoint.safetensors");
  const { task, backend } = checkpoint.record;
  if (!Object.hasOwn(TRAINING_TASKS, task)) throw new UserError(words.train.otherTask(task));
  if (backend !== "wasm") throw new UserError(words.train.otherBackend(backend));
  if (checkpoint.batches) throw new UserError(words.train.oldCheckpoint);
  return checkpoint;
}

/** A schedule that spans the run makes a longer run another one from the start. */
function refuseOtherLength(
  { lengthMatters }: TrainingTask,
  options: RunOptions,
  { record }: StoredCheckpoint,
): void {
  const planned = Number(record.options.epochs);
  if (!lengthMatters?.(options) || options.epochs === planned) return;
  throw new UserError(words.train.lengthMatters(planned));
}

/** A page in one file has some of the images that another trains on. */
function refuseMoreImages({ data: { first } }: Site, { record: { data } }: StoredCheckpoint): void {
  if (first !== undefined && data.images > first) {
    throw new UserError(words.train.moreImages(data.images, first));
  }
}

/** The options of an earlier run, without those that are the page's own. */
function optionsIn({ record: { options, task } }: StoredCheckpoint): Record<string, unknown> {
  const table = TRAINING_TASKS[task as TaskName].options;
  const own = ["out", "resume", "force", "data", "backend", "threads", "eigenvalues"];
  const kept = Object.entries(options).filter(([name]) => name in table && !own.includes(name));
  const seed = BigInt(options.seed as string | number);
  const isSafe = Number.isSafeInteger(Number(seed));
  return { ...Object.fromEntries(kept), seed: isSafe ? Number(seed) : seed };
}

/** The part of `metrics.jsonl` that the checkpoint counts. @throws {UserError} if it is another's */
async function metricsOf(
  files: RunFiles,
  { metrics }: StoredCheckpoint,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = files["metrics.jsonl"]?.slice(0, metrics.bytes);
  if (!bytes || (await metricsPosition(bytes)).sha256 !== metrics.sha256) {
    throw new UserError(words.train.alteredMetrics);
  }
  return bytes;
}

function linesOf(bytes: Uint8Array): string[] {
  return new TextDecoder().decode(bytes).split("\n").slice(0, -1);
}
