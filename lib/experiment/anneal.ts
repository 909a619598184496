import { klWeight } from "../math/kl_weight.ts";
import { type TableOf, wholeNumber } from "../run/option.ts";
import { type RunOptions, runOptions } from "../run/run_options.ts";
import type { TrainingTask } from "../run/training_task.ts";
import { annealedObjective } from "../train/objective.ts";
import { LAB_RESULTS } from "./lab_results.ts";
import { ANNEALING, WARM_UP } from "./train_options.ts";

/** What may be chosen in {@linkcode anneal}. */
export interface AnnealOptions extends RunOptions {
  /** Epochs at the start in which the weight of the KL term is 0. */
  readonly warmUp: number;
  /** Epochs after them over which it rises to its full value. */
  readonly annealing: number;
}

/** The table of {@linkcode AnnealOptions}. */
const ANNEAL_OPTIONS: TableOf<AnnealOptions> = {
  ...runOptions("anneal", LAB_RESULTS.anneal.epochs, "batch-size"),
  warmUp: wholeNumber(WARM_UP, 0, 0),
  annealing: wholeNumber(ANNEALING, 5, 0),
};

/** Exercise 2, KL annealing: the weight of the KL term rises to 1 over the first five epochs. */
export const anneal: TrainingTask<AnnealOptions> = {
  name: "anneal",
  options: ANNEAL_OPTIONS,
  divisor: "batch-size",
  objective: (options, divisor) => annealedObjective(options, options.beta, divisor),
  lastWeight: ({ beta, epochs, ...schedule }) => beta * klWeight(epochs, schedule),
  title: () => "KL annealing: squared error + w KL",
};
