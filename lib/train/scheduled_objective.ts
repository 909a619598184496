import { loss, type LossOptions } from "../model/loss.ts";
import type { Objective } from "./objective.ts";
import type { Schedule } from "./schedule.ts";

/** What {@linkcode scheduledObjective} is made of. */
export interface ScheduledObjective extends Pick<LossOptions, "freeBits" | "decoder"> {
  /** The weight of the KL term, 0 to 1. */
  readonly schedule: Schedule;
  /** Multiplies it. */
  readonly beta?: number;
}

/** The lab's loss under any schedule, with the cures of collapse that {@linkcode LossOptions} has. */
export function scheduledObjective(
  { schedule, beta = 1, freeBits, decoder }: ScheduledObjective,
): Objective {
  return (output, position) => {
    const klWeight = beta * schedule(position);
    return loss(output, { klWeight, batchSize: position.batchSize, freeBits, decoder });
  };
}
