import type { Likelihood } from "../../lib/math/likelihood.ts";
import type { Verdict } from "../../lib/measure/judge.ts";
import type { BetaChange, EpochRecord } from "../../lib/run/run_record.ts";
import type { BatchEvent } from "../../lib/train/train.ts";
import type { RunFiles } from "./run_files.ts";
import type { TaskName } from "../state.ts";

/** How a run goes on: to its end, for one batch, to the end of the epoch, or not. */
export type Pace = "run" | "batch" | "epoch" | "pause";

/** What the page asks of the worker that trains. */
export type TrainRequest =
  /** Begins a run; once in a worker's life. */
  | {
    readonly kind: "start";
    readonly task: TaskName;
    /** Options by their names; the others have their defaults. */
    readonly given: Readonly<Record<string, unknown>>;
    /** Where the browser keeps the run's files. */
    readonly id: string;
    /** The files of the run that it continues. */
    readonly earlier?: RunFiles;
    /** How it begins: running, if nothing is said. */
    readonly pace?: Pace;
  }
  | { readonly kind: "pace"; readonly pace: Pace }
  /** Looks at the model after so many batches. */
  | { readonly kind: "look every"; readonly batches: number }
  | { readonly kind: "beta"; readonly beta: number }
  /** Ends the run after the batch under way; its checkpoint is kept. */
  | { readonly kind: "stop" }
  | { readonly kind: "files" }
  /** Is answered as soon as the worker has a moment. */
  | { readonly kind: "ping" };

/** What was seen of the model between two batches. */
export interface Look {
  /** Counts from 1. */
  readonly epoch: number;
  /** The batch before it; -1 before the first. */
  readonly batch: number;
  /** Nats of each unit. [d] */
  readonly klPerUnit: readonly number[];
  /** Variance of each unit's mean. [d] */
  readonly varianceOfMu: readonly number[];
  /** Units whose mean varies. */
  readonly activeUnits: number;
  /** Reconstructions of the first images, from their means. [SHOWN * P] */
  readonly reconstructions: Float32Array;
  /** Means of the first images. [CODES * d] */
  readonly codes: Float32Array;
}

/** A run as it begins. */
export interface RunStart {
  readonly task: TaskName;
  /** All options. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Latent units, d. */
  readonly latentSize: number;
  /** Images, and their size. */
  readonly data: { readonly count: number; readonly height: number; readonly width: number };
  /** The loss of a decoder that ignores its code: the error of the mean image. */
  readonly plateau: number;
  /** What its reconstruction is measured in. */
  readonly likelihood: Likelihood;
  /** Threads that compute. */
  readonly threads: number;
  /** Where it continues an earlier run. */
  readonly resumed?: string;
  /** What the earlier run has done. */
  readonly batches: readonly BatchEvent[];
  readonly epochs: readonly EpochRecord[];
  /** Where beta was changed by hand. */
  readonly changes: readonly BetaChange[];
  /** What it came to, if it is finished and is not to be trained further. */
  readonly verdict?: Verdict;
  /** The first images. [SHOWN * P] */
  readonly originals: Float32Array;
  /** How many images {@linkcode Look.codes} are of. */
  readonly coded: number;
  /** What these show, where that is known. [CODES] */
  readonly labels?: Uint8Array;
  /** The names of the labels, where they have names. */
  readonly labelNames?: readonly string[];
}

/** What the worker tells. */
export type TrainAnswer =
  | { readonly kind: "started"; readonly start: RunStart }
  | { readonly kind: "batch"; readonly event: BatchEvent }
  | { readonly kind: "epoch"; readonly epoch: EpochRecord }
  | { readonly kind: "look"; readonly look: Look }
  | { readonly kind: "changed"; readonly changes: readonly BetaChange[] }
  | { readonly kind: "paused" }
  | { readonly kind: "measuring" }
  | { readonly kind: "finished"; readonly verdict: Verdict; readonly epoch: EpochRecord }
  /** Ended before its time; `place` is where it can be continued. */
  | { readonly kind: "stopped"; readonly place: string }
  | { readonly kind: "caution"; readonly message: string }
  | { readonly kind: "failed"; readonly message: string; readonly place?: string }
  | { readonly kind: "files"; readonly files: RunFiles }
  | { readonly kind: "pong" };
