import type { RecordedSeed } from "../../run/recorded_seed.ts";
import type { RunRecord } from "../../run/run_record.ts";
import { UserError } from "../../user_error.ts";
import type { TrainOptions } from "../train_flags.ts";

/** The options that a table tells, beside the seed. */
const OPTIONS = [
  "beta",
  "latentSize",
  "schedule",
  "warmUp",
  "annealing",
  "cycles",
  "rise",
  "midpoint",
  "steepness",
  "head",
  "architecture",
  "likelihood",
  "decoder",
  "freeBits",
  "clampLogVar",
  "epochs",
  "batchSize",
  "learningRate",
  "divisor",
  "data",
] as const satisfies (keyof TrainOptions)[];

/** A run in a row of the table. */
export interface Row extends Pick<TrainOptions, typeof OPTIONS[number]> {
  readonly seed: RecordedSeed;
  /** Its folder's name. */
  readonly run: string;
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
  readonly testReconstruction?: number;
  readonly testKl?: number;
  /** What the run's verdict calls it. */
  readonly state?: string;
  /** From start to end. */
  readonly seconds: number;
  readonly backend: string;
  readonly versions: Readonly<Record<string, string>>;
}

/**
 * The row of a run.
 * @param folder its path
 * @throws {UserError} if the run is unfinished, or none of `deno task train`
 */
export function rowOf(folder: string, record: RunRecord): Row {
  const { task, epochs, finishedAt, data, seconds, backend, versions } = record;
  if (task !== "train") throw new UserError(`${folder}: a run of ${task}; wanted one of train.`);
  const options = record.options as unknown as TrainOptions;
  if (finishedAt === undefined) {
    throw new UserError(
      `${folder}: unfinished, ${epochs.length} of ${options.epochs} epochs are done.`,
    );
  }
  const { loss, reconstruction, kl, klWeight, activeUnits, klPerUnit, test } =
    epochs[epochs.length - 1];
  const told = Object.fromEntries(OPTIONS.map((name) => [name, options[name]]));
  return {
    run: folder.split(/[\\/]/).filter(Boolean).at(-1) ?? folder,
    seed: record.seed,
    ...told as Pick<TrainOptions, typeof OPTIONS[number]>,
    ...{ images: data.images, sha256: data.sha256 },
    ...{ loss, reconstruction, kl, klWeight, activeUnits, klPerUnit },
    testLoss: test?.loss,
    testReconstruction: test?.reconstruction,
    testKl: test?.kl,
    state: record.verdict?.state,
    ...{ seconds, backend, versions },
  };
}

/** What rows are compared by. */
export type RowOptions =
  & Pick<TrainOptions, typeof OPTIONS[number]>
  & Pick<Row, "images" | "sha256">;

/** What rows have in common that differ in their seed alone: a text that is the same for all of them. */
export function kindOf(row: RowOptions): string {
  const { data: _, ...others } = Object.fromEntries(
    OPTIONS.map((name) => [name, row[name]]),
  );
  return JSON.stringify([others, imagesKey(row)]);
}

/**
 * A text that is the same for rows that were trained on the same images. A folder is known by what was in
 * it, where that was noted; the package behind `mnist` is always the same.
 */
export function imagesKey(
  { data, images, sha256 }: Pick<RowOptions, "data" | "images" | "sha256">,
) {
  return `${images} ${data === "mnist" ? data : sha256 ?? data}`;
}
