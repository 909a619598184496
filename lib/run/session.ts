import type { RunFolder } from "./run_folder.ts";
import { prepareRun } from "./prepare_run.ts";
import type { PreparedRun } from "./prepared_run.ts";
import type { RunOptions } from "./run_options.ts";
import { TrainingRun } from "./training_run.ts";
import type { TrainingTask } from "./training_task.ts";

/** How a session begins. */
export interface SessionOptions {
  /** Ends the preparations at once. */
  readonly signal?: AbortSignal;
  /** Is told, a sentence each, what is odd about the images. */
  readonly tell?: (caution: string) => void;
}

/**
 * Training into a folder, which can be left and resumed: `run.json`, `metrics.jsonl`, the model and a
 * checkpoint are kept up to date. Nothing is printed.
 *
 * @example Train for an epoch on 128 images
 * ```ts ignore
 * import { naive } from "../experiment/naive.ts";
 * import { Session } from "./session.ts";
 *
 * using session = await Session.start(naive, { epochs: 1, images: 128, out: "out/naive-128" });
 * for await (const event of session.events()) console.log(event.kind, event.loss);
 * await session.finish(await session.assess());
 * ```
 */
export class Session<O extends RunOptions = RunOptions> extends TrainingRun<O> {
  /** Where it is written. */
  declare readonly folder: RunFolder;

  private constructor(prepared: PreparedRun<O> & { readonly folder: RunFolder }) {
    super(prepared);
  }

  /**
   * Gets everything ready, and makes sure that the run can be written. The caller frees the session; the
   * folder is free for other processes at the run's end already.
   *
   * @param given options by their names; the others have their defaults
   * @throws {UserError} for options that cannot be, images that cannot be read, and a folder that holds what
   * would be lost
   * @throws the signal's reason, if it is aborted before the first batch
   */
  static async start<O extends RunOptions>(
    task: TrainingTask<O>,
    given: Partial<O> = {},
    { signal, tell = () => {} }: SessionOptions = {},
  ): Promise<Session<O>> {
    const preparing = prepareRun(task, given, tell);
    try {
      const session = new Session(await unlessAborted(preparing, signal));
      await session.begin();
      return session;
    } catch (error) {
      preparing.then(({ folder }) => folder[Symbol.dispose](), () => {});
      throw error;
    }
  }
}

/** Waits for preparations, no longer than until the signal is aborted. @throws its reason */
async function unlessAborted<T>(preparations: Promise<T>, signal?: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const listener = () => aborted.reject(signal!.reason);
  if (signal?.aborted) listener();
  signal?.addEventListener("abort", listener);
  try {
    return await Promise.race([preparations, aborted.promise]);
  } finally {
    signal?.removeEventListener("abort", listener);
  }
}
