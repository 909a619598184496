import { UserError } from "../../user_error.ts";
import type { TrainTaskOptions } from "../train_options.ts";
import { begin } from "./begin.ts";
import type { SweepRun } from "./grid.ts";

/**
 * Trains a run into a folder, from its checkpoint if `resume` is among the options.
 * @throws {UserError} if it fails; and the signal's reason, once it is aborted and the run has stopped
 */
export type StartRun = (
  options: Partial<TrainTaskOptions>,
  folder: string,
  signal: AbortSignal,
) => Promise<void>;

/** How to train many runs. */
export interface TrainAllOptions {
  /** Trains a run. */
  readonly start: StartRun;
  /** Runs at a time. */
  readonly jobs: number;
  /** Stops the runs under way. */
  readonly signal: AbortSignal;
  /** The file with the eigenvalues of a run's images, where there is one. */
  readonly eigenvalues?: (run: SweepRun) => string | undefined;
}

/** A run begins, or has ended. */
export type RunEvent =
  | { readonly kind: "begin"; readonly run: SweepRun }
  | {
    readonly kind: "end";
    readonly run: SweepRun;
    /** Why it failed, if it did. */
    readonly failure?: string;
    readonly seconds: number;
  };

/**
 * Trains runs in their order, some at a time; one that fails does not stop the others.
 *
 * @throws the signal's reason, when all runs under way have stopped; whatever else a run throws, likewise
 */
export async function* trainAll(
  runs: readonly SweepRun[],
  { start, jobs, signal, eigenvalues }: TrainAllOptions,
): AsyncGenerator<RunEvent, void> {
  const underWay = new Map<SweepRun, Promise<RunEvent & { readonly kind: "end" }>>();
  const queue = [...runs];
  try {
    while (queue.length + underWay.size > 0) {
      while (underWay.size < jobs && queue.length > 0 && !signal.aborted) {
        const run = queue.shift()!;
        const training = trainOne(run);
        training.catch(() => {}); // it is heard below, perhaps after others
        underWay.set(run, training);
        yield { kind: "begin", run };
      }
      if (underWay.size === 0) break; // it was aborted between two runs
      const ended = await Promise.race(underWay.values());
      underWay.delete(ended.run);
      yield ended;
    }
  } finally {
    // What is under way when another one throws, or nobody listens any more, is waited for.
    await Promise.allSettled(underWay.values());
  }
  if (queue.length > 0) signal.throwIfAborted();

  async function trainOne(run: SweepRun): Promise<RunEvent & { readonly kind: "end" }> {
    const begun = performance.now();
    const failure = await startRun(run);
    return { kind: "end", run, failure, seconds: (performance.now() - begun) / 1000 };
  }

  async function startRun(run: SweepRun): Promise<string | undefined> {
    try {
      const how = await begin(run.folder);
      const given = { ...run.options, [how]: true, eigenvalues: eigenvalues?.(run) };
      await start(given, run.folder, signal);
    } catch (error) {
      if (error instanceof UserError) return error.message;
      throw error;
    }
  }
}
