import type { ModelOptions } from "../../model/model_options.ts";
import { modelOptions } from "../../run/option.ts";
import type { RecordedSeed } from "../../run/recorded_seed.ts";
import type { RunRecord } from "../../run/run_record.ts";
import { UserError } from "../../user_error.ts";
import { completeOptions } from "../../run/training_task.ts";
import { TRAIN_OPTIONS, type TrainTaskOptions } from "../train_options.ts";
import { trainTask } from "../train_task.ts";

/** The options that shape a model, but for the seed: a table tells all of them. */
const OPTIONS = modelOptions(TRAIN_OPTIONS).filter((name) => name !== "seed");

/** The values of the options that shape a model. */
export type ModelValues = Omit<
  TrainTaskOptions,
  "seed" | "data" | "images" | "backend" | "threads" | "out" | "resume" | "force" | "eigenvalues"
>;

/** The same where nothing depends on others any more. */
export type SettledValues = ModelValues & Pick<ModelOptions, "head">;

/** A run in a row of the table. */
export interface Row extends SettledValues {
  /** The seed of the run. */
  readonly seed: RecordedSeed;
  /** Its folder's name. */
  readonly run: string;
  /** Where its training images came from. */
  readonly data: string;
  /** Training images. */
  readonly images: number;
  /** The SHA-256 of their pixels; absent in runs of an older lab. */
  readonly sha256?: string;
  /** Mean over the batches of the last epoch; so are the next two. */
  readonly loss: number;
  /** Squared error, or cross-entropy in nats, per image. */
  readonly reconstruction: number;
  /** Unweighted, in nats per image. */
  readonly kl: number;
  /** The weight of the KL term in the last epoch. */
  readonly klWeight: number;
  /** Over the training images after the last epoch; so is `klPerUnit`. */
  readonly activeUnits: number;
  /** Nats. [d] */
  readonly klPerUnit: readonly number[];
  /** Means over the test images, if they were measured. */
  readonly testLoss?: number;
  /** Squared error or cross-entropy of the test images. */
  readonly testReconstruction?: number;
  /** KL divergence of the test images, in nats. */
  readonly testKl?: number;
  /** What the run's verdict calls it. */
  readonly state?: string;
  /** From start to end. */
  readonly seconds: number;
  /** Where it was computed. */
  readonly backend: string;
  /** Of the lab and of what it ran on. */
  readonly versions: Readonly<Record<string, string>>;
}

/**
 * The row of a run.
 * @param folder its path
 * @throws {UserError} if the run is unfinished, or none of the task `train`
 */
export function rowOf(folder: string, record: RunRecord): Row {
  const { task, epochs, finishedAt, data, seconds, backend, versions } = record;
  if (task !== "train") {
    throw new UserError(`${folder}: a run of ${task}; wanted a run of train.`);
  }
  // A run that is older than an option counts as one with its default.
  const options = completeOptions(trainTask, record.options) as unknown as TrainTaskOptions;
  if (finishedAt === undefined) {
    throw new UserError(
      `${folder}: unfinished, ${epochs.length} of ${options.epochs} epochs are done.`,
    );
  }
  const { loss, reconstruction, kl, klWeight, activeUnits, klPerUnit, test } =
    epochs[epochs.length - 1];
  return {
    run: folder.split(/[\\/]/).filter(Boolean).at(-1) ?? folder,
    seed: record.seed,
    ...valuesOf(options) as SettledValues,
    ...{ data: options.data, images: data.images, sha256: data.sha256 },
    ...{ loss, reconstruction, kl, klWeight, activeUnits, klPerUnit },
    testLoss: test?.loss,
    testReconstruction: test?.reconstruction,
    testKl: test?.kl,
    state: record.verdict?.state,
    ...{ seconds, backend, versions },
  };
}

/** Every option that shapes a model, though it may not be given. */
function valuesOf(options: ModelValues): ModelValues {
  const values = OPTIONS.map((name) => [name, options[name as keyof ModelValues]]);
  return Object.fromEntries(values);
}

/** What rows are compared by. */
export type RowOptions = ModelValues & Pick<Row, "data" | "images" | "sha256">;

/** What rows have in common that differ in their seed alone: a text that is the same for all of them. */
export function kindOf(row: RowOptions): string {
  return JSON.stringify([valuesOf(row), imagesKey(row)]);
}

/**
 * A text that is the same for rows that were trained on the same images. A folder is known by what was in
 * it, where that was noted; the package behind `mnist` is always the same.
 */
export function imagesKey(
  { data, images, sha256 }: Pick<RowOptions, "data" | "images" | "sha256">,
): string {
  return `${images} ${data === "mnist" ? data : sha256 ?? data}`;
}
