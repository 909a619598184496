import { runTask, spawnTask } from "../scripts/run_task.ts";

/** An exercise that `deno task check --watch` watches. */
export interface WatchedExercise {
  /** Its folder. */
  readonly folder: string;
  /** The address of its page. */
  readonly url: string;
  /** Ends the watching, as Ctrl-C does. */
  end(): Promise<void>;
}

/**
 * Begins an exercise, has it watched, and calls `use`.
 *
 * @param folder where it is written; it must be empty, or not be there
 * @param prepare changes it before it is watched
 */
export async function withExercise(
  folder: string,
  prepare: () => Promise<void>,
  use: (exercise: WatchedExercise) => Promise<void>,
): Promise<void> {
  const { status, stderr } = await runTask("exercise", "--out", folder);
  if (status !== 0) throw new Error(`deno task exercise failed: ${stderr}`);
  await prepare();
  const check = spawnTask("check", ["--watch", "--exercise", folder]);
  const found = Promise.withResolvers<string>();
  let told = "";
  const reading = [check.stdout, check.stderr].map(async (stream) => {
    // Read to its end: what is not read would stop it.
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      told += text;
      const [address] = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(told) ?? [];
      if (address) found.resolve(address);
    }
  });
  const ended = Promise.all(reading).then(() =>
    found.reject(new Error(`deno task check --watch gave no address: ${told}`))
  );
  async function end(): Promise<void> {
    try {
      check.kill("SIGINT");
    } catch { /* it has ended */ }
    await check.status;
    await ended;
  }
  try {
    await use({ folder, url: await found.promise, end });
  } finally {
    await end();
  }
}
