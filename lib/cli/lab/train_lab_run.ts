import { changedOptions } from "../../experiment/changed_options.ts";
import { finishRun } from "../../experiment/finish_run.ts";
import { LAB_RESULTS } from "../../experiment/lab_results.ts";
import { watchCollapse } from "../../experiment/watch_collapse.ts";
import type { Terminal } from "../terminal.ts";
import { startRun, trainRun } from "../train_run.ts";
import type { LabRun } from "./lab_runs.ts";

/**
 * Trains one of the lab's runs to its end, as its own task does, and draws its figures.
 *
 * @throws {Stop} that tells how to resume the lab, if it is stopped
 */
export async function trainLabRun(
  { name, task, options }: LabRun,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  using session = await startRun(task, options, terminal, signal, "lab");
  const watch = name === "collapse" ? watchCollapse(session) : undefined;
  await trainRun(session, terminal, signal, {
    klShown: name === "naive" ? "weighted" : "nats",
    weightShown: name === "anneal",
    command: "lab",
    observe: watch?.observe,
  });
  const changed = changedOptions(task.options, { ...session.options });
  const printedLosses = changed.length === 0 ? LAB_RESULTS[name].printedLosses : [];
  await finishRun(session, { printedLosses, figures: watch?.draw });
}
