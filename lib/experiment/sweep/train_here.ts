import { Session } from "../../run/session.ts";
import { RunStopped } from "../../run/training_run.ts";
import { finishRun } from "../finish_run.ts";
import { trainTask } from "../train_task.ts";
import type { TrainTaskOptions } from "../train_options.ts";
import { readEigenvalues } from "./eigenvalues_file.ts";

/** Trains a run to its end in this process: what a sweep does, if it is not told how to start a run. */
export async function trainHere(
  options: Partial<TrainTaskOptions>,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  using session = await Session.start(trainTask, { ...options, out: folder }, { signal });
  try {
    for await (const _ of session.events(signal));
    const eigenvalues = await readEigenvalues(options.eigenvalues, session.data);
    await finishRun(session, { eigenvalues });
  } catch (error) {
    throw error instanceof RunStopped ? signal.reason : error;
  }
}
