import type { Vae } from "../model/vae.ts";
import type { BatchEvent } from "../train/train.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { MetricsPosition } from "./metrics_position.ts";
import type { RunRecord } from "./run_record.ts";

/** Where a run's files are written: a folder, or what a page has for one. Each is there complete, or as before. */
export interface RunStore extends Disposable {
  /** When the run was started, in ISO 8601; the first time, if it is resumed. */
  readonly startedAt: string;
  /** Appends batches to `metrics.jsonl`. */
  appendMetrics(batches: readonly BatchEvent[]): Promise<void>;
  /** How much of `metrics.jsonl` there is. */
  metrics(): MetricsPosition | Promise<MetricsPosition>;
  /** Writes `run.json`. */
  writeRecord(record: RunRecord): Promise<void>;
  /** Writes `checkpoint.safetensors`. */
  writeCheckpoint(checkpoint: Checkpoint): Promise<void>;
  /** Writes `model.safetensors`. */
  writeModel(vae: Vae): Promise<void>;
}
