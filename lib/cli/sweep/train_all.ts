import { readRunRecord } from "../../run/read_run_record.ts";
import type { RunRecord } from "../../run/run_record.ts";
import { stopOf } from "../stop.ts";
import type { Terminal } from "../terminal.ts";
import { begin } from "./begin.ts";
import { epochsOf, type SweepRun } from "./grid.ts";
import { inParallel } from "./in_parallel.ts";
import { runApart } from "./run_apart.ts";
import { SweepProgress } from "./sweep_progress.ts";
import { trainArguments } from "./train_arguments.ts";

/** How to train many runs. */
export interface TrainAll {
  /** The command line that resumes them, for a message. */
  readonly again: string;
  /** Processes at a time. */
  readonly jobs: number;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/**
 * Trains each run in a process of its own; one that fails does not stop the others.
 *
 * @returns what failed, and why, a line each
 * @throws {Stop} if the signal is aborted, when all processes have stopped
 */
export async function trainAll(
  runs: readonly SweepRun[],
  { again, jobs, terminal, signal }: TrainAll,
): Promise<string[]> {
  const underWay = new Set<SweepRun>();
  const failures: string[] = [];
  let done = 0;
  // A run that goes on has fewer epochs before it: the time left is told by those trained now.
  const before = new Map(runs.map((run) => [run, epochsIn(run)]));
  const ahead = (run: SweepRun) => epochsOf(run) - before.get(run)!;
  const trained = (run: SweepRun) => Math.max(0, epochsIn(run) - before.get(run)!);
  const sum = (list: Iterable<SweepRun>, value: (run: SweepRun) => number) =>
    [...list].reduce((total, run) => total + value(run), 0);
  const size = { runs: runs.length, epochs: sum(runs, ahead) };
  const progress = new SweepProgress(terminal, size, () => sum(underWay, trained));
  try {
    await inParallel(runs, { jobs, signal }, async (run) => {
      const start = performance.now();
      underWay.add(run);
      const failure = await runApart(trainArguments(run, await begin(run.folder)), signal);
      underWay.delete(run);
      const seconds = Math.round((performance.now() - start) / 1000);
      if (failure) failures.push(`${run.name}: ${failure}`);
      else done++;
      const what = failure ?? `${outcome(await readRunRecord(run.folder))}, ${seconds} s`;
      progress.ended(run.name, ahead(run), what);
    });
    if (done + failures.length < runs.length) signal.throwIfAborted();
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
    const stop = stopOf(signal);
    throw stop.told(
      `${stop.what} with ${done} of ${runs.length} runs done; those under way keep what they have trained. ` +
        `Resume with: ${again}`,
    );
  } finally {
    progress.stop();
  }
  return failures;
}

/** What a run came to, in a line. */
function outcome({ epochs }: RunRecord): string {
  const { loss, kl, activeUnits, klPerUnit: { length } } = epochs[epochs.length - 1];
  return `loss ${loss.toFixed(3)}, KL ${kl.toFixed(3)}, ${activeUnits} of ${length} units active`;
}

/** How many epochs a run has noted; 0 while it has not begun. */
function epochsIn({ folder }: SweepRun): number {
  try {
    return JSON.parse(Deno.readTextFileSync(`${folder}/run.json`)).epochs.length;
  } catch {
    return 0;
  }
}
