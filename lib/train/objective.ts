import { checkFinite, checkWord } from "../math/check_argument.ts";
import { type KlSchedule, klWeight } from "../math/kl_weight.ts";
import { type Loss, loss } from "../model/loss.ts";
import type { VaeOutput } from "../model/vae.ts";

/** Where in training a batch stands. */
export interface Position {
  /** Counts from 1. */
  readonly epoch: number;
  /** Counts from 0 within the epoch. */
  readonly batch: number;
  /** Batches in an epoch. */
  readonly batches: number;
  /** Rows of a full batch; the last may have fewer. */
  readonly batchSize: number;
}

/** What is minimised: any schedule, and any cure of collapse, is one of these. */
export interface Objective {
  /** The loss of a batch, by what the model made of it. */
  (output: VaeOutput, position: Position): Loss;
  /** Codes that are drawn for each image, K; 1, if nothing is said. See `Vae.forward` for their order. */
  readonly samples?: number;
}

/** What the reconstruction error of a batch is divided by; see {@linkcode divisorOf}. */
export const DIVISORS = ["rows", "batch-size"] as const;

/** The name of a divisor. */
export type Divisor = typeof DIVISORS[number];

/**
 * The number that a batch's summed reconstruction error is divided by.
 *
 * - `rows`: the rows of the batch, so that the loss is a mean over its images whatever their number.
 * - `batch-size`: the batch size, also for a last batch with fewer rows. This is the notebook's slip, on
 *   which its printed numbers depend: such a batch counts its KL term more than the weight says. An
 *   epoch without a full batch is divided by its rows all the same, since the slip would then change
 *   the objective altogether (3,000 / 300 = ten times the weight).
 */
export function divisorOf(divisor: Divisor, output: VaeOutput, position: Position): number {
  checkWord("divisor", divisor, DIVISORS);
  const slips = divisor === "batch-size" && position.batches > 1;
  return slips ? position.batchSize : output.mu.shape[0];
}

/**
 * The lab's loss at one weight of the KL term: 1/784 in the naive run, 1 in the collapse run.
 *
 * @param divisor of the reconstruction term; the notebook's by default
 * @throws {RangeError} if the weight is not a finite number from 0 on
 */
export function constantObjective(weight: number, divisor: Divisor = "batch-size"): Objective {
  checkFinite("weight", weight, { min: 0 });
  checkWord("divisor", divisor, DIVISORS);
  return (output, position) =>
    loss(output, { klWeight: weight, batchSize: divisorOf(divisor, output, position) });
}

/**
 * The lab's loss with KL annealing up to `beta`.
 *
 * @param divisor of the reconstruction term; the notebook's by default
 * @throws {RangeError} if beta or a duration of the schedule is not a number from 0 on
 */
export function annealedObjective(
  schedule: KlSchedule,
  beta = 1,
  divisor: Divisor = "batch-size",
): Objective {
  checkFinite("beta", beta, { min: 0 });
  checkWord("divisor", divisor, DIVISORS);
  klWeight(1, schedule); // an odd schedule is told now
  return (output, position) =>
    loss(output, {
      klWeight: beta * klWeight(position.epoch, schedule),
      batchSize: divisorOf(divisor, output, position),
    });
}
