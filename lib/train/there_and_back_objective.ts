import { type Ramp, thereAndBack } from "../math/there_and_back.ts";
import type { Divisor } from "./objective.ts";
import type { Objective } from "./objective.ts";
import { scheduledObjective } from "./scheduled_objective.ts";

/**
 * The lab's loss with the weight of the KL term ramped up and down again, from epoch to epoch.
 *
 * @param divisor of the reconstruction term: the rows of each batch by default
 */
export function thereAndBackObjective(ramp: Ramp, divisor?: Divisor): Objective {
  return scheduledObjective({ schedule: ({ epoch }) => thereAndBack(epoch, ramp), divisor });
}
