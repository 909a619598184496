import { useBackend } from "../backend/use_backend.ts";
import type { DataSet } from "../data/data_set.ts";
import type { ModelOptions } from "../model/model_options.ts";
import type { StoredCheckpoint } from "../run/checkpoint.ts";
import { MAX_METRICS, MAX_METRICS_LINE } from "../run/metrics_log.ts";
import { MAX_RECORD } from "../run/read_run_record.ts";
import { RunFolder } from "../run/run_folder.ts";
import type { RunRecord } from "../run/run_record.ts";
import type { BatchEvent } from "../train/train.ts";
import { type Divisor, DIVISORS } from "../train/objective.ts";
import type { Objective } from "../train/objective.ts";
import { UserError } from "../user_error.ts";
import { noteVariety } from "./check_variety.ts";
import { chooseBackend, earlierRun } from "./earlier_run.ts";
import { place } from "./interruption.ts";
import type { TrainingOptions } from "./lab_flags.ts";
import { loadImages } from "./load_images.ts";
import type { Terminal } from "./terminal.ts";

/** What a script says of its run. */
export interface TrainingPlan {
  /** The task's name, for `run.json`. */
  readonly task: string;
  readonly options: TrainingOptions;
  /** Fills in what the options of an earlier run lack: the defaults of those that it did not have yet. */
  complete(recorded: RunRecord["options"]): RunRecord["options"];
  /** What is minimised, by the divisor of the reconstruction term. */
  objective(divisor: Divisor): Objective;
  /** The divisor where none is given. */
  readonly divisor: Divisor;
  /** Where the model is not the lab's. */
  readonly model?: Partial<ModelOptions>;
  /** The KL term that the lab's batch lines show: as weighted in the loss, or in nats. */
  readonly klShown?: "weighted" | "nats";
  /** Whether the epoch lines tell the weight of the KL term. */
  readonly weightShown?: boolean;
  /** Whether a longer run is another one from the start, as where a schedule spans the run. */
  readonly lengthMatters?: boolean;
}

/** All that a training run needs. */
export interface Prepared {
  readonly plan: TrainingPlan;
  /** The options, with the divisor that was chosen. */
  readonly options: TrainingOptions & { readonly divisor: Divisor };
  readonly terminal: Terminal;
  readonly backend: string;
  readonly data: DataSet;
  /** The training images as `run.json` notes them. */
  readonly images: RunRecord["data"];
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
 * Gets everything ready, and says what the run will take.
 *
 * @throws {UserError} among others, if the run would lose an earlier one: see {@linkcode earlierRun}
 */
export async function prepareTraining(plan: TrainingPlan, terminal: Terminal): Promise<Prepared> {
  const { task } = plan;
  const { data: source, images: count, batchSize, epochs, seed, out } = plan.options;
  const data = await loadImages({ source, count }, terminal);
  noteVariety(data, terminal);
  const test = await loadImages({ source, split: "test" }, terminal); // now: a file that is missing is told first
  await import("../deps/canvas.ts"); // the same: a picture that cannot be drawn
  refuseTooLong(plan.options, Math.ceil(data.count / batchSize));
  const images = { name: data.name, images: data.count, sha256: await data.sha256() };
  const folder = await RunFolder.open(out);
  try {
    const earlier = await earlierRun(folder, { ...plan, data: images });
    const options = { ...plan.options, divisor: chooseDivisor(plan, data, earlier) };
    const lost = new AbortController();
    const backend = await useBackend(chooseBackend(options, earlier), {
      ...options,
      onLost: (reason) => lost.abort(reason),
    });
    let batches: readonly BatchEvent[] = [];
    if (earlier) batches = await folder.resume(earlier, Math.ceil(data.count / batchSize));
    else await folder.begin([task, ...options.force ? await tasksIn(folder) : []]);
    const origin = source === "mnist" ? "MNIST (fetched once, 55 MB, then offline)" : source;
    terminal.note(
      `${task}: ${counted(data.count, "image")} of ${origin}, ${
        counted(epochs, "epoch")
      }, seed ${seed}, ` +
        `backend ${backend}, results in ${out}`,
    );
    if (earlier) terminal.note(`resuming ${place(earlier)}`);
    else if (options.resume) terminal.note(`no checkpoint in ${out}: starting from the beginning`);
    const { signal } = lost;
    return {
      ...{ plan, options, terminal, backend, data, images, test, folder, lost: signal },
      ...{ earlier, batches },
    };
  } catch (error) {
    folder[Symbol.dispose]();
    throw error;
  }
}

/** The task of the run that a folder holds, if there is one. */
async function tasksIn(folder: RunFolder): Promise<string[]> {
  const record = await folder.earlier();
  return record ? [record.task] : [];
}

/**
 * The divisor of the reconstruction term: that of the earlier run, else the given one, else the plan's.
 * @throws {UserError} if the batch size is asked for where no batch has so many images
 */
function chooseDivisor(
  { divisor: initial, options: { divisor: given, batchSize } }: TrainingPlan,
  { count }: DataSet,
  earlier?: StoredCheckpoint,
): Divisor {
  const recorded = DIVISORS.find((name) => name === earlier?.record.options.divisor);
  if (recorded) return recorded;
  if (count >= batchSize) return given ?? initial;
  if (given !== "batch-size") return "rows";
  throw new UserError(
    `--divisor batch-size wants an epoch with a full batch; there are ${count} images, and a batch has ` +
      `${batchSize}. Use --divisor rows.`,
  );
}

/** An epoch in `run.json`, in bytes: its numbers, and those of each unit. */
const EPOCH_BYTES = 800, UNIT_BYTES = 40;

/** Refuses a run whose files would be longer than their readers take, before it takes any time. */
function refuseTooLong({ epochs, latentSize }: TrainingOptions, batchesPerEpoch: number): void {
  const metrics = epochs * batchesPerEpoch * MAX_METRICS_LINE;
  const record = epochs * (EPOCH_BYTES + UNIT_BYTES * latentSize);
  if (metrics <= MAX_METRICS && record <= MAX_RECORD) return;
  const most = Math.floor(Math.min(
    MAX_METRICS / (batchesPerEpoch * MAX_METRICS_LINE),
    MAX_RECORD / (EPOCH_BYTES + UNIT_BYTES * latentSize),
  ));
  throw new UserError(
    `${epochs} epochs of ${batchesPerEpoch} batches with ${latentSize} latent units would fill a run folder ` +
      `beyond what can be read back; --epochs takes at most ${most} then.`,
  );
}

/** `1 image`, `2 images`. */
function counted(n: number, thing: string): string {
  return `${n} ${thing}${n === 1 ? "" : "s"}`;
}
