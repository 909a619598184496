import { checkObject } from "./check_argument.ts";

/** How long the KL term stays off, and how long its weight then takes to rise to 1. */
export interface KlSchedule {
  /** The epoch, counted from 1, at which the ramp leaves 0: before it the weight is 0. */
  readonly warmUp: number;
  /** Epochs of the linear ramp from 0 to 1; where it is 0, epoch `warmUp` has weight 1 already. */
  readonly annealing: number;
}

/**
 * The weight of the KL term in an epoch: 0 during the warm-up, then a linear ramp to 1
 * (KL annealing: Bowman et al. 2016, arXiv 1511.06349, section 3.1).
 *
 * @param epoch counts from 1
 * @throws {TypeError} if there is no schedule, or a number is a text
 * @throws {RangeError} if a duration is negative or not a number
 *
 * @example The lab's annealed run
 * ```ts
 * import { klWeight } from "./kl_weight.ts";
 *
 * [1, 2, 3, 4, 5, 6].map((epoch) => klWeight(epoch, { warmUp: 0, annealing: 5 }));
 * // [0.2, 0.4, 0.6, 0.8, 1, 1]
 * ```
 */
export function klWeight(epoch: number, schedule: KlSchedule): number {
  const { warmUp, annealing } = checkObject("schedule", schedule);
  for (const [name, value] of Object.entries({ epoch, warmUp, annealing })) {
    if (typeof value === "string") throw new TypeError(`${name} must be a number, got a text`);
    if (!(value >= 0)) throw new RangeError(`${name} must be 0 or more, got ${value}`);
  }
  if (epoch < warmUp) return 0;
  if (epoch >= warmUp + annealing) return 1;
  return (epoch - warmUp) / annealing;
}
