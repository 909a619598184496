import type { Checkpoint } from "../run/checkpoint.ts";
import { invocation } from "./invocation.ts";
import { shellWord } from "./shell_word.ts";
import { type Stop, stopOf } from "./stop.ts";

/** Where a run stands: `after epoch 2`, `in epoch 3, after 120 of 469 batches`. */
export function place(
  { state: { epoch, batch }, record: { data, options } }: Checkpoint,
): string {
  if (batch === 0) return `after epoch ${epoch - 1}`;
  const batches = Math.ceil(data.images / Number(options.batchSize));
  return `in epoch ${epoch}, after ${batch} of ${batches} batches`;
}

/** Says where the run was stopped, and how to resume it. */
export function interruption(checkpoint: Checkpoint, signal: AbortSignal): Stop {
  const { task, options } = checkpoint.record;
  const stop = stopOf(signal);
  return stop.told(
    `${stop.what} ${place(checkpoint)}. Resume with: ${resumeLine(task, `${options.out}`)}`,
  );
}

/** The command line that resumes the run: the same one, and `--resume`. */
export function resumeLine(task: string, out?: string): string {
  const own = ["--resume", "--force", "--"];
  return commandLine(task, [...Deno.args.filter((word) => !own.includes(word)), "--resume"], out);
}

/** The same command line once more. */
export function restartLine(task: string, out?: string): string {
  return commandLine(task, Deno.args, out);
}

/**
 * Waits for the preparations of a run, no longer than until it is stopped.
 *
 * @throws {Stop} if it is stopped: then no batch was trained, and the same command line starts it again
 */
export async function unlessStopped<T>(
  preparations: Promise<T>,
  { task, options: { out } }: { readonly task: string; readonly options: { readonly out: string } },
  signal?: AbortSignal,
): Promise<T> {
  const stopped = Promise.withResolvers<never>();
  const listener = () => {
    const stop = stopOf(signal!);
    const line = restartLine(task, out);
    stopped.reject(stop.told(`${stop.what} before the first batch. Start again with: ${line}`));
  };
  if (signal?.aborted) listener();
  signal?.addEventListener("abort", listener);
  try {
    return await Promise.race([preparations, stopped.promise]);
  } finally {
    signal?.removeEventListener("abort", listener);
  }
}

function commandLine(task: string, words: readonly string[], out?: string): string {
  return [invocation(task, { out }), ...words.map(shellWord)].join(" ");
}
