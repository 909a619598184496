import { checkFinite, checkWhole } from "./check_argument.ts";
/** The shape of cyclical annealing. */
export interface Cycles {
  /** Cycles in the training, M. */
  readonly cycles: number;
  /** The part of a cycle in which the weight rises from 0 to 1, R; then it stays at 1. */
  readonly rise: number;
}

/**
 * The weight of the KL term under cyclical annealing (Fu et al. 2019, arXiv 1903.10145, equations 6
 * and 7): in each cycle it rises linearly from 0 to 1, then stays, so that codes learned in one cycle
 * are where the next one starts.
 *
 * @param iteration batches before this one, from 0 on
 * @param iterations batches in the training, T
 *
 * @example Two cycles in eight batches
 * ```ts
 * import { cyclicalWeight } from "./cyclical_weight.ts";
 *
 * [0, 1, 2, 3, 4, 5].map((i) => cyclicalWeight(i, 8, { cycles: 2, rise: 0.5 }));
 * // [0, 0.5, 1, 1, 0, 0.5]
 * ```
 */
export function cyclicalWeight(
  iteration: number,
  iterations: number,
  { cycles, rise }: Cycles,
): number {
  checkWhole("iterations", iterations, { min: 1 });
  checkFinite("iteration", iteration, { min: 0 });
  checkFinite("cycles", cycles, { above: 0 });
  checkFinite("rise", rise, { above: 0, max: 1 });
  const tau = (iteration % Math.ceil(iterations / cycles)) / (iterations / cycles);
  return Math.min(1, tau / rise);
}
