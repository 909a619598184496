import type { KlWeightCase } from "./kl_weight_case.ts";

/**
 * The weight of the KL term, from 0 to 1, as the part of the ramp's epochs that are over: none before it, and all after
 * it. A ramp without epochs is over when the warm-up is.
 *
 * It repeats lib/math/kl_weight.ts on purpose, in another form: what students are judged by, and what the lab trains
 * with, are stated independently of each other.
 */
export function weight({ epoch, warmUp, annealing }: KlWeightCase): number {
  if (annealing === 0) return epoch >= warmUp ? 1 : 0;
  return Math.min(Math.max(epoch - warmUp, 0), annealing) / annealing;
}

/** Whether two weights are the same, up to rounding to float32; NaN equals NaN, Infinity equals Infinity. */
export function isNear(found: number, wanted: number): boolean {
  return Object.is(found, wanted) || Math.abs(found - wanted) <= 1e-5;
}
