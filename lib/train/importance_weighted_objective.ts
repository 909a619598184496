import { checkFinite, checkWhole } from "../math/check_argument.ts";
import { importanceWeightedLoss } from "../model/importance_weighted_loss.ts";
import type { Objective } from "./objective.ts";
import type { Schedule } from "./schedule.ts";

/** What {@linkcode importanceWeightedObjective} is made of. */
export interface ImportanceWeightedObjective {
  /** Codes an image, K. */
  readonly samples: number;
  /** Multiplies `beta`; never 0. */
  readonly schedule: Schedule;
  /** The weight of the KL term: twice the decoder's variance. */
  readonly beta?: number;
}

/**
 * The loss of an importance-weighted autoencoder; see {@linkcode importanceWeightedLoss}. With one code an image
 * it is the lab's loss.
 *
 * @throws {RangeError} if `samples` is not a whole number from 1 on, or `beta` not a number above 0
 */
export function importanceWeightedObjective(
  { samples, schedule, beta = 1 }: ImportanceWeightedObjective,
): Objective {
  checkWhole("samples", samples, { min: 1 });
  checkFinite("beta", beta, { above: 0 });
  const objective: Objective = (output, position) =>
    importanceWeightedLoss(output, { klWeight: beta * schedule(position) });
  return Object.assign(objective, { samples });
}
