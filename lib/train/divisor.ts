import { checkWord } from "../math/check_argument.ts";
import type { VaeOutput } from "../model/vae.ts";
import type { Position } from "./objective.ts";

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
