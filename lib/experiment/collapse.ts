import { type RunOptions, runOptions } from "../run/run_options.ts";
import type { TrainingTask } from "../run/training_task.ts";
import { constantObjective } from "../train/objective.ts";
import { LAB_RESULTS } from "./lab_results.ts";

/** Exercise 2, posterior collapse: the KL term at its full weight from the first batch on. */
export const collapse: TrainingTask = {
  name: "collapse",
  options: runOptions("collapse", LAB_RESULTS.collapse.epochs, "batch-size"),
  divisor: "batch-size",
  objective: ({ beta }: RunOptions, divisor) => constantObjective(beta, divisor),
  title: ({ beta }) => beta === 1 ? "Collapse: squared error + KL" : `Squared error + ${beta} KL`,
};
