import type { Verdict } from "../measure/judge.ts";
import type { UnitMetrics } from "../measure/measure_units.ts";
import type { EpochMetrics } from "../train/train.ts";
import type { LossValues } from "../model/loss.ts";
import type { RecordedSeed } from "./recorded_seed.ts";

/** An epoch in `run.json`; the last one adds the loss on the test images. */
export interface EpochRecord extends EpochMetrics, UnitMetrics {
  /** Means over the test images. */
  readonly test?: LossValues;
}

/** A change of the factor of the KL term's weight while a run trained. */
export interface BetaChange {
  /** The epoch of the first batch that it counts for; from 1. */
  readonly epoch: number;
  /** That batch; from 0. */
  readonly batch: number;
  /** From there on. */
  readonly beta: number;
}

/** `run.json`: everything that a run was given, and what it measured. */
export interface RunRecord {
  /** For instance `anneal`. */
  readonly task: string;
  /** What `--seed` was. */
  readonly seed: RecordedSeed;
  /** The command line's options, defaults included. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The training images: where they came from, how many, and the SHA-256 of their pixels. */
  readonly data: {
    readonly name: string;
    readonly images: number;
    /** Rows of an image; absent where they are those of the lab's images. */
    readonly height?: number;
    /** Columns of an image; absent in the same case. */
    readonly width?: number;
    /** Absent in runs of an older lab. */
    readonly sha256?: string;
  };
  /** Where it was computed. */
  readonly backend: string;
  /** Of the lab and of what it runs on. */
  readonly versions: Readonly<Record<string, string>>;
  /** ISO 8601. */
  readonly startedAt: string;
  /** ISO 8601; absent while the run is unfinished. */
  readonly finishedAt?: string;
  /** From start to now, or to the end. */
  readonly seconds: number;
  /** In order; absent where `beta` stayed as it was. */
  readonly changes?: readonly BetaChange[];
  /** In order. */
  readonly epochs: readonly EpochRecord[];
  /** What a finished run came to. */
  readonly verdict?: Verdict;
}
