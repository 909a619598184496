import type { Verdict } from "../measure/judge.ts";
import type { UnitMetrics } from "../measure/measure_units.ts";
import type { EpochRecord } from "../run/run_record.ts";
import type { RunOptions } from "../run/run_options.ts";
import { RunStopped } from "../run/training_run.ts";
import { optionsOf, type TrainingTask } from "../run/training_task.ts";
import type { BatchEvent, TrainEvent } from "../train/train.ts";
import { UserError } from "../user_error.ts";
import { type TrainingAnswer, type TrainingRequest, workerTask } from "./training_messages.ts";

/** A run that trains in a worker. */
export interface TrainingInWorker {
  /** The folder that it is written to. */
  readonly folder: string;
  /** The backend's name. */
  readonly backend: string;
  /** Where it continues an earlier run; absent if it begins anew. */
  readonly resumed?: string;
  /** Every batch so far. */
  readonly batches: readonly BatchEvent[];
  /** Every epoch so far; at the end the last one has its loss on the test images. */
  readonly epochs: readonly EpochRecord[];
  /**
   * The run's end, when its model and its figures are in the folder.
   *
   * Rejected with a {@linkcode RunStopped} once it was canceled, with a {@linkcode UserError} if training
   * diverges or the folder cannot be written to. A rejection that nobody listens to does no harm.
   */
  readonly finished: Promise<Verdict>;
  /** Ends it after the batch that is computed; there is a checkpoint then, from which it can be resumed. */
  cancel(): Promise<void>;
}

/** Who is told of a run in a worker. */
export interface TrainInWorkerOptions {
  /** Is told, a sentence each, what is odd about the images. */
  readonly tell?: (caution: string) => void;
}

/**
 * Starts a run in a worker, so that this thread stays free: a notebook can show its progress, and cancel it. Its
 * folder is the same as that of the task on the command line, and each can resume what the other began. Needs the
 * permissions to read and write files, and to load the canvas (`--allow-ffi`).
 *
 * @param task `naive`, `collapse`, `anneal` or `trainTask`
 * @param given options by their names; the others have their defaults
 * @returns the run, once its first batch can begin
 * @throws {TypeError} for another task
 * @throws {UserError} for options that cannot be, images that cannot be read, and a folder that holds what would
 * be lost
 *
 * @example Train while something else happens, and stop it
 * ```ts ignore
 * import { naive, trainInWorker } from "./mod.ts";
 *
 * const training = await trainInWorker(naive, { out: "out/naive", resume: true });
 * console.log(training.batches.length);
 * await training.cancel(); // the same two lines resume it
 * ```
 */
export async function trainInWorker<O extends RunOptions>(
  task: TrainingTask<O>,
  given: Partial<O> = {},
  { tell = () => {} }: TrainInWorkerOptions = {},
): Promise<TrainingInWorker> {
  optionsOf(task, given); // a mistake in them is told before the worker has loaded
  if (workerTask(task.name) !== task as unknown) {
    throw new TypeError(
      `a worker knows the tasks naive, collapse, anneal and train; got another, ${task.name}`,
    );
  }
  const worker = new Worker(new URL("./training_worker.ts", import.meta.url), { type: "module" });
  const ask = (request: TrainingRequest) => worker.postMessage(request);
  const started = Promise.withResolvers<TrainingAnswer & { kind: "started" }>();
  const finished = Promise.withResolvers<Verdict>();
  finished.promise.catch(() => {}); // who awaits it is told
  const batches: BatchEvent[] = [];
  const epochs: EpochRecord[] = [];

  function end(error: Error): void {
    worker.terminate();
    started.reject(error); // without effect, if it has started
    finished.reject(error);
  }

  worker.onerror = (event) => {
    event.preventDefault();
    end(new Error(`the worker that trains ended: ${event.message}`));
  };
  worker.onmessage = ({ data: answer }: MessageEvent<TrainingAnswer>) => {
    switch (answer.kind) {
      case "caution":
        return tell(answer.caution);
      case "started":
        batches.push(...answer.batches);
        epochs.push(...answer.epochs);
        return started.resolve(answer);
      case "event":
        return note(answer.event);
      case "finished":
        epochs[epochs.length - 1] = answer.last;
        worker.terminate();
        return finished.resolve(answer.verdict);
      case "stopped":
        return end(new RunStopped(answer.place ?? "before the first batch", undefined));
      case "failed":
        return end(answer.byUser ? new UserError(answer.error.message) : answer.error);
    }
  };

  function note(event: TrainEvent<UnitMetrics>): void {
    if (event.kind === "batch") {
      batches.push(event);
      return;
    }
    const { kind: _, ...epoch } = event;
    epochs.push(epoch);
  }

  ask({ kind: "train", task: task.name, given: { ...given } });
  const { folder, backend, resumed } = await started.promise;
  return {
    ...{ folder, backend, resumed, batches, epochs, finished: finished.promise },
    async cancel() {
      ask({ kind: "cancel" });
      await finished.promise.then(() => {}, () => {});
    },
  };
}
