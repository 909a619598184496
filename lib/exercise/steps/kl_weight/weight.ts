import type { KlWeightCase } from "./kl_weight_case.ts";

/**
 * The weight of the KL term, as the part of the ramp's epochs that are over, of which none are over before
 * it and all of them after it. From 0 to 1; a ramp without epochs is over when the warm-up is.
 */
export function weight({ epoch, warmUp, annealing }: KlWeightCase): number {
  if (annealing === 0) return epoch >= warmUp ? 1 : 0;
  return Math.min(Math.max(epoch - warmUp, 0), annealing) / annealing;
}

/** Whether a weight is another one, but for rounding to float32; NaN is NaN, Infinity is Infinity. */
export function isNear(found: number, wanted: number): boolean {
  return Object.is(found, wanted) || Math.abs(found - wanted) <= 1e-5;
}
