import { batch, type Signal, signal } from "../../lib/deps/preact_signals.ts";
import type { Verdict } from "../../lib/measure/judge.ts";
import type { BetaChange, EpochRecord } from "../../lib/run/run_record.ts";
import type { BatchEvent } from "../../lib/train/train.ts";
import { missingFile } from "../missing_file.ts";
import { watchWorker } from "../parts/watch_worker.ts";
import { siteSource } from "../site_source.ts";
import { words } from "../words.ts";
import type { Look, Pace, RunStart, TrainAnswer, TrainRequest } from "./protocol.ts";
import type { PageRun } from "./prepare_page_run.ts";
import type { RunFiles } from "./run_files.ts";

/** Where a run stands. */
export type Status =
  | "preparing"
  | "running"
  | "paused"
  | "measuring"
  | "finished"
  | "stopped"
  | "failed";

/** A run in the page: what its worker has told so far, and what can be asked of it. */
export interface Training {
  /** What it was begun with. */
  readonly wanted: PageRun;
  readonly status: Signal<Status>;
  /** What is odd, or why it ended, in sentences. */
  readonly message: Signal<string>;
  readonly start: Signal<RunStart | undefined>;
  /** Every batch so far. */
  readonly batches: Signal<readonly BatchEvent[]>;
  readonly epochs: Signal<readonly EpochRecord[]>;
  /** What was seen of the model; of a long run not every look. */
  readonly looks: Signal<readonly Look[]>;
  /** The look that is shown; the latest, if nothing is chosen. */
  readonly chosen: Signal<number | undefined>;
  /** Where beta was changed by hand. */
  readonly changes: Signal<readonly BetaChange[]>;
  readonly verdict: Signal<Verdict | undefined>;
  /** Lets it run, for a batch, to the end of the epoch, or not. */
  pace(pace: Pace): void;
  /** Looks at the model after so many batches. */
  lookEvery(batches: number): void;
  /** Changes beta from the next batch on. */
  changeBeta(beta: number): void;
  /** Ends it after the batch under way. */
  stop(): void;
  /** Its files as they are now. @throws {Error} if its worker is no more */
  files(): Promise<RunFiles>;
  /** Ends it when its checkpoint is kept, or after a while. */
  leave(): Promise<void>;
}

/** Looks that are kept; beyond them every second one is dropped, but for those after an epoch. */
const LOOKS = 240;
/** Milliseconds in which a run that is left may keep its checkpoint. */
const LEAVE_WITHIN = 10_000;
/** Milliseconds between two times that the views learn what is new. */
const NEWS_EVERY = 80;

/** Begins a run in a worker of its own. */
export function startTraining(wanted: PageRun): Training {
  const training = {
    wanted,
    status: signal<Status>("preparing"),
    message: signal(""),
    start: signal<RunStart | undefined>(undefined),
    batches: signal<readonly BatchEvent[]>([]),
    epochs: signal<readonly EpochRecord[]>([]),
    looks: signal<readonly Look[]>([]),
    chosen: signal<number | undefined>(undefined),
    changes: signal<readonly BetaChange[]>([]),
    verdict: signal<Verdict | undefined>(undefined),
  };
  const worker = siteSource().startWorker("train_worker");
  const ask = (request: TrainRequest) => worker.postMessage(request);
  let news: TrainAnswer[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let files: PromiseWithResolvers<RunFiles> | undefined;
  const over = Promise.withResolvers<void>();
  let ended = false;
  const watch = watchWorker(worker, () => ask({ kind: "ping" }), (heard) => {
    // A worker that has never said anything could not be fetched.
    lose(heard ? words.train.workerDied : missingFile("train_worker.js"));
  });

  worker.onmessage = ({ data }: MessageEvent<TrainAnswer>) => {
    watch.heard();
    if (data.kind === "pong") return;
    if (data.kind === "files") return files?.resolve(data.files);
    if (["stopped", "failed", "finished"].includes(data.kind)) over.resolve();
    news.push(data);
    timer ??= setTimeout(tell, NEWS_EVERY);
  };

  function tell(): void {
    timer = undefined;
    const told = news;
    news = [];
    batch(() => take(training, told));
  }

  function lose(message: string): void {
    tell();
    end();
    batch(() => {
      training.status.value = "failed";
      training.message.value = message;
    });
  }

  function end(): void {
    if (ended) return;
    ended = true;
    clearTimeout(timer);
    watch.end();
    over.resolve();
    worker.terminate();
    files?.reject(new Error(words.train.workerDied));
  }

  ask({ kind: "start", ...wanted });
  return {
    ...training,
    pace(pace) {
      if (pace !== "pause") training.status.value = "running";
      ask({ kind: "pace", pace });
    },
    lookEvery: (batches) => ask({ kind: "look every", batches }),
    changeBeta(beta) {
      ask({ kind: "beta", beta });
    },
    stop: () => ask({ kind: "stop" }),
    files() {
      files = Promise.withResolvers();
      if (ended) files.reject(new Error(words.train.workerDied));
      else ask({ kind: "files" });
      return files.promise;
    },
    async leave() {
      if (["finished", "stopped", "failed"].includes(training.status.value)) return end();
      ask({ kind: "stop" });
      await Promise.race([
        over.promise,
        new Promise((resolve) => setTimeout(resolve, LEAVE_WITHIN)),
      ]);
      end();
    },
  };
}

type Told = Pick<
  Training,
  "status" | "message" | "start" | "batches" | "epochs" | "looks" | "changes" | "verdict"
>;

/** Takes over what the worker told. */
function take(training: Told, news: readonly TrainAnswer[]): void {
  const { status, message, start, batches, epochs, looks, changes, verdict } = training;
  const newBatches: BatchEvent[] = [], newLooks: Look[] = [];
  for (const answer of news) {
    switch (answer.kind) {
      case "started":
        start.value = answer.start;
        changes.value = answer.start.changes;
        verdict.value = answer.start.verdict;
        batches.value = answer.start.batches;
        epochs.value = answer.start.epochs;
        status.value = answer.start.verdict ? "finished" : "running";
        break;
      case "batch":
        newBatches.push(answer.event);
        status.value = "running";
        break;
      case "look":
        newLooks.push(answer.look);
        break;
      case "epoch":
        epochs.value = [...epochs.value, answer.epoch];
        status.value = "running";
        break;
      case "changed":
        changes.value = answer.changes;
        break;
      case "finished":
        epochs.value = [...epochs.value.slice(0, -1), answer.epoch];
        verdict.value = answer.verdict;
        status.value = "finished";
        break;
      case "stopped":
        status.value = "stopped";
        message.value = words.train.stoppedAt(answer.place);
        break;
      case "failed":
        status.value = "failed";
        message.value = answer.message +
          (answer.place ? ` ${words.train.keptAt(answer.place)}` : "");
        break;
      case "caution":
        message.value = answer.message;
        break;
      case "paused":
      case "measuring":
        status.value = answer.kind;
    }
  }
  if (newBatches.length > 0) batches.value = [...batches.value, ...newBatches];
  if (newLooks.length > 0) looks.value = thinned([...looks.value, ...newLooks]);
}

/** Looks with room for more: of too many, every second one that is not an epoch's last; of many epochs, any. */
function thinned(looks: readonly Look[]): readonly Look[] {
  if (looks.length <= LOOKS) return looks;
  const endsEpoch = (i: number) => i + 1 === looks.length || looks[i + 1].epoch > looks[i].epoch;
  const kept = looks.filter((_, i) => i % 2 === 0 || endsEpoch(i));
  if (kept.length < 2 * LOOKS) return kept;
  return kept.filter((_, i) => i % 2 === 0 || i + 1 === kept.length);
}
