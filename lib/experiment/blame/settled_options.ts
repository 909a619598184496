import { completeOptions } from "../../run/training_task.ts";
import type { TrainTaskOptions } from "../train_options.ts";
import { trainTask } from "../train_task.ts";

/**
 * The options of a recorded run of any training task as those of `trainTask`, which has them all: what a task does not
 * let one choose has the lab's default there.
 */
export function settledOptions(recorded: Readonly<Record<string, unknown>>): TrainTaskOptions {
  return completeOptions(trainTask, recorded) as unknown as TrainTaskOptions;
}
