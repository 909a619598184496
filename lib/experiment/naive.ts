import { type RunOptions, runOptions } from "../run/run_options.ts";
import type { TrainingTask } from "../run/training_task.ts";
import { constantObjective } from "../train/objective.ts";
import { LAB_RESULTS } from "./lab_results.ts";

function lastWeight({ beta }: RunOptions, pixels: number): number {
  return beta / pixels;
}

/** Exercise 2, the naive run: the KL term divided by the pixels of an image, 784 in the lab. */
export const naive: TrainingTask = {
  name: "naive",
  options: runOptions("naive", LAB_RESULTS.naive.epochs, "batch-size"),
  divisor: "batch-size",
  objective: (options, divisor, { size }) => constantObjective(lastWeight(options, size), divisor),
  lastWeight,
  title: ({ beta }, { size }) =>
    `Naive: squared error + ${beta === 1 ? "" : `${beta} `}KL / ${size}`,
};
