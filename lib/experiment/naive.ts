import { type RunOptions, runOptions } from "../run/run_options.ts";
import type { TrainingTask } from "../run/training_task.ts";
import { constantObjective } from "../train/objective.ts";
import { LAB_RESULTS } from "./lab_results.ts";

/** The number of pixels that the lab divides its KL term by. */
const PIXELS = 784;

/** Exercise 2, the naive run: the KL term divided by 784. */
export const naive: TrainingTask = {
  name: "naive",
  options: runOptions("naive", LAB_RESULTS.naive.epochs, "batch-size"),
  divisor: "batch-size",
  objective: ({ beta }: RunOptions, divisor) => constantObjective(beta / PIXELS, divisor),
  title: ({ beta }) => `Naive: squared error + ${beta === 1 ? "" : `${beta} `}KL / 784`,
};
