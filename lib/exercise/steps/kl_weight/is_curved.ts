import type { KlWeightCase } from "./kl_weight_case.ts";
import { isNear, weight } from "./weight.ts";

/** A ramp of fewer epochs does not show whether it is a curve. */
const SHORTEST = 5;
/** How far above 0 a curve may begin: a logistic one does not quite reach its ends. */
const END = 0.15;

/**
 * Whether the weights are right before and after the ramp, and on it rise from about 0 to below 1 in unequal
 * steps.
 */
export function isCurved(cases: readonly KlWeightCase[], found: readonly number[]): boolean {
  const ramps = new Map<string, number[]>();
  for (const [i, at] of cases.entries()) {
    const { epoch, warmUp, annealing } = at;
    const over = epoch - warmUp;
    if (annealing < SHORTEST) continue;
    if (over < 0 || over >= annealing) {
      if (!isNear(found[i], weight(at))) return false;
      continue;
    }
    const key = `${warmUp} ${annealing}`;
    const ramp = ramps.get(key) ?? [0]; // a ramp that begins before the first epoch begins at 0
    ramp[over] = found[i];
    ramps.set(key, ramp);
  }
  return [...ramps.values()].every((ramp) => {
    const steps = ramp.slice(1).map((value, i) => value - ramp[i]);
    // The first step is left out: a line that leaves 0 an epoch late, or with a jump, is still a line.
    const [least, most] = [Math.min(...steps.slice(1)), Math.max(...steps.slice(1))];
    return ramp[0] >= 0 && ramp[0] <= END && ramp.every((value) => value < 1) &&
      steps.every((step) => step >= 0) && most - least > 0.005;
  });
}
