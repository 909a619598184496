import { ACTIVE_VARIANCE, USED_KL } from "./collapse_state.ts";
import type { LatentMetrics } from "./latent_metrics.ts";

/**
 * Which units are in use: those with more than 0.01 nats whose posterior mean also varies over the images. The
 * others have collapsed; the decoder learns nothing from them.
 *
 * @returns for each unit whether it is. [d]
 *
 * @example A unit in use, one that is N(4, 1) for every image, and one at the prior
 * ```ts
 * import { unitsInUse } from "./units_in_use.ts";
 *
 * unitsInUse({ klPerUnit: [2, 8, 0], varianceOfMu: [0.9, 0, 0] }); // [true, false, false]
 * ```
 */
export function unitsInUse(
  { klPerUnit, varianceOfMu }: Pick<LatentMetrics, "klPerUnit" | "varianceOfMu">,
): boolean[] {
  return klPerUnit.map((kl, unit) => kl > USED_KL && varianceOfMu[unit] > ACTIVE_VARIANCE);
}
