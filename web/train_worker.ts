/** The worker that trains a run: the library's lines, on the engine. One run in a worker's life. */
import { parseRunRecord } from "../lib/run/parse_run_record.ts";
import type { RunRecord } from "../lib/run/run_record.ts";
import { RunStopped, TrainingRun } from "../lib/run/training_run.ts";
import type { BatchEvent, TrainEvent } from "../lib/train/train.ts";
import { UserError } from "../lib/user_error.ts";
import { loadSite } from "./load_site.ts";
import { startEngine, usefulThreads } from "./start_engine.ts";
import { look } from "./train/look.ts";
import type { PageStore } from "./train/page_store.ts";
import { type PageRun, preparePageRun } from "./train/prepare_page_run.ts";
import { paceMaker } from "./train/pace_maker.ts";
import type { RunFiles } from "./train/run_files.ts";
import { runStart } from "./train/run_start.ts";
import type { TrainAnswer, TrainRequest } from "./train/protocol.ts";
import { words } from "./words.ts";

/** Batches between two looks at the model, unless the page says otherwise. */
const LOOK_EVERY = 10;

const pace = paceMaker(() => answer({ kind: "paused" }));
const stopping = new AbortController();
let lookEvery = LOOK_EVERY;
let run: TrainingRun | undefined;

self.onmessage = ({ data: request }: MessageEvent<TrainRequest>) => {
  switch (request.kind) {
    case "start":
      train(request).catch(fail);
      break;
    case "pace":
      pace.set(request.pace);
      break;
    case "look every":
      lookEvery = request.batches;
      break;
    case "beta":
      changeBeta(request.beta);
      break;
    case "stop":
      stopping.abort();
      pace.set("run");
      break;
    case "ping":
      answer({ kind: "pong" });
      break;
    case "files":
      if (run) answer({ kind: "files", files: (run.folder as PageStore).files });
  }
};

async function train(wanted: PageRun): Promise<void> {
  const site = await loadSite();
  const threads = Number(wanted.given.threads ?? usefulThreads());
  const engine = await startEngine(threads);
  const prepared = await preparePageRun(
    wanted,
    site,
    (message) => answer({ kind: "caution", message }),
  );
  run = new TrainingRun(prepared);
  const { earlier } = prepared;
  if (!earlier) await run.begin(); // one that is opened stays as it is until it is trained further
  const finished = finishedRecord(wanted.earlier, run.options.epochs);
  const { vae, data, options, resumed } = run;
  const facts = { task: wanted.task, threads: engine.threads, finished };
  answer({ kind: "started", start: runStart(run, facts) });
  const last = run.batches[run.batches.length - 1];
  answer({ kind: "look", look: await look(vae, data, last ?? { epoch: 1, batch: -1 }) });
  if (finished) return; // there is nothing to train
  if (wanted.pace) pace.set(wanted.pace);
  if (run.batches.length === 0) await pace.next();
  else await pace.nextEpoch(true);
  if (resumed && stopping.signal.aborted) return answer({ kind: "stopped", place: resumed });
  // Between an epoch's last batch and its end nothing is trained, so there is nothing to halt for.
  const halt = (event: TrainEvent) =>
    event.kind === "epoch"
      ? pace.nextEpoch(event.epoch < options.epochs)
      : endsEpoch(event)
      ? Promise.resolve()
      : pace.next();
  for await (const event of run.events(stopping.signal, halt)) {
    if (event.kind === "epoch") {
      const { kind: _, ...epoch } = event;
      answer({ kind: "epoch", epoch });
      continue;
    }
    answer({ kind: "batch", event });
    if (endsEpoch(event)) answer({ kind: "measuring" });
    if (endsEpoch(event) || pace.stepwise || (event.batch + 1) % lookEvery === 0) {
      answer({ kind: "look", look: await look(vae, data, event) });
    }
  }
  answer({ kind: "measuring" });
  const found = await run.assess();
  await run.finish(found);
  answer({ kind: "finished", verdict: found, epoch: run.epochs[run.epochs.length - 1] });
}

/** From the next batch on. A weight that the run cannot have is refused, and the run goes on as it was. */
function changeBeta(beta: number): void {
  if (!run) return;
  try {
    run.changeBeta(beta);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    answer({ kind: "caution", message: error.message });
  }
  answer({ kind: "changed", changes: [...run.changes] });
}

/** What a finished run noted that is not to be trained further. (Its checkpoint was written before its end.) */
function finishedRecord(files: RunFiles | undefined, epochs: number): RunRecord | undefined {
  if (!files?.["run.json"]) return undefined;
  const record = parseRunRecord(new TextDecoder().decode(files["run.json"]));
  return record.finishedAt && record.epochs.length === epochs ? record : undefined;
}

function endsEpoch({ batch, batches }: BatchEvent): boolean {
  return batch === batches - 1;
}

/** Says why a run ended before its time, in a line. */
function fail(error: unknown): void {
  const place = run?.kept?.checkpoint;
  if (error instanceof RunStopped) answer({ kind: "stopped", place: error.place });
  else if (error instanceof UserError) answer({ kind: "failed", message: error.message, place });
  else answer({ kind: "failed", message: words.common.internal(`${error}`), place });
}

function answer(answer: TrainAnswer): void {
  self.postMessage(answer);
}
