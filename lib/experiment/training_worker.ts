/** The worker of `trainInWorker`: trains one run into its folder, with the figures of its task. */
import { RunStopped } from "../run/training_run.ts";
import { Session } from "../run/session.ts";
import { UserError } from "../user_error.ts";
import { changedOptions } from "./changed_options.ts";
import { collapse } from "./collapse.ts";
import { finishRun } from "./finish_run.ts";
import { LAB_RESULTS } from "./lab_results.ts";
import { type TrainingAnswer, type TrainingRequest, workerTask } from "./training_messages.ts";
import { watchCollapse } from "./watch_collapse.ts";

const canceling = new AbortController();
const { signal } = canceling;

self.onmessage = ({ data: request }: MessageEvent<TrainingRequest>) => {
  if (request.kind === "cancel") canceling.abort(new Error("the training was canceled"));
  else train(request).catch(fail);
};

async function train({ task: name, given }: TrainingRequest & { kind: "train" }): Promise<void> {
  const task = workerTask(name)!;
  const tell = (caution: string) => answer({ kind: "caution", caution });
  const session = await Session.start(task, given, { signal, tell });
  const { folder: { path: folder }, backend, resumed, batches, epochs } = session;
  answer({ kind: "started", folder, backend, resumed, batches, epochs });
  const watch = name === collapse.name ? watchCollapse(session) : undefined;
  for await (const event of session.events(signal)) {
    answer({ kind: "event", event });
    await watch?.observe(event);
  }
  const isLab = changedOptions(task.options, { ...session.options }).length === 0;
  const lab = LAB_RESULTS[name as keyof typeof LAB_RESULTS];
  const printedLosses = isLab ? lab?.printedLosses : [];
  const verdict = await finishRun(session, { printedLosses, figures: watch?.draw });
  answer({ kind: "finished", verdict, last: epochs[epochs.length - 1] });
}

function fail(error: unknown): void {
  if (error instanceof RunStopped) return answer({ kind: "stopped", place: error.place });
  if (signal.aborted && error === signal.reason) return answer({ kind: "stopped" });
  answer({ kind: "failed", error: error as Error, byUser: error instanceof UserError });
}

function answer(answer: TrainingAnswer): void {
  self.postMessage(answer);
}
