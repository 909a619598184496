import type { Verdict } from "../measure/judge.ts";
import type { UnitMetrics } from "../measure/measure_units.ts";
import type { EpochRecord } from "../run/run_record.ts";
import type { TrainingTask } from "../run/training_task.ts";
import type { BatchEvent, TrainEvent } from "../train/train.ts";
import { anneal } from "./anneal.ts";
import { collapse } from "./collapse.ts";
import { naive } from "./naive.ts";
import { trainTask } from "./train_task.ts";

/** The task that a worker can train, by the name that it is told: functions cannot be sent to it. */
export function workerTask(name: string): TrainingTask | undefined {
  const tasks = [naive, collapse, anneal, trainTask] as unknown as TrainingTask[];
  return tasks.find((task) => task.name === name);
}

/** What the worker is asked. */
export type TrainingRequest =
  | {
    readonly kind: "train";
    readonly task: string;
    /** Options by their names; the others have their defaults. */
    readonly given: Readonly<Record<string, unknown>>;
  }
  | { readonly kind: "cancel" };

/** What the worker answers. */
export type TrainingAnswer =
  | { readonly kind: "caution"; readonly caution: string }
  | {
    readonly kind: "started";
    readonly folder: string;
    readonly backend: string;
    readonly resumed?: string;
    readonly batches: readonly BatchEvent[];
    readonly epochs: readonly EpochRecord[];
  }
  | { readonly kind: "event"; readonly event: TrainEvent<UnitMetrics> }
  | { readonly kind: "finished"; readonly verdict: Verdict; readonly last: EpochRecord }
  /** `place` is absent if it was stopped before the first batch. */
  | { readonly kind: "stopped"; readonly place?: string }
  /** `byUser`: it was a UserError, which a message between threads does not tell. */
  | { readonly kind: "failed"; readonly error: Error; readonly byUser: boolean };
