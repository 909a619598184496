import { checkFinite, checkWord } from "../math/check_argument.ts";
import { loss, type LossOptions } from "../model/loss.ts";
import { type Divisor, divisorOf, DIVISORS } from "./objective.ts";
import type { Objective } from "./objective.ts";
import type { Schedule } from "./schedule.ts";

/** What {@linkcode scheduledObjective} is made of. */
export interface ScheduledObjective extends Pick<LossOptions, "freeBits" | "infoVae" | "decoder"> {
  /** The weight of the KL term, 0 or more. */
  readonly schedule: Schedule;
  /** Multiplies it. */
  readonly beta?: number;
  /** Of the reconstruction term: the rows of each batch by default, so that the loss is a mean. */
  readonly divisor?: Divisor;
}

/** The lab's loss under any schedule, with the cures of collapse that {@linkcode LossOptions} has. */
export function scheduledObjective(
  { schedule, beta = 1, divisor = "rows", freeBits, infoVae, decoder }: ScheduledObjective,
): Objective {
  checkFinite("beta", beta, { min: 0 });
  checkWord("divisor", divisor, DIVISORS);
  if (typeof schedule !== "function") {
    throw new TypeError(`schedule must be a function of the position, got ${typeof schedule}`);
  }
  return (output, position) => {
    const klWeight = beta * schedule(position);
    const batchSize = divisorOf(divisor, output, position);
    return loss(output, { klWeight, batchSize, freeBits, infoVae, decoder });
  };
}
