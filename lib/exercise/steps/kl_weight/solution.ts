import type { KlSchedule } from "@vae/lab/exercise";

/**
 * The weight of the KL term in an epoch.
 *
 * @param epoch a whole number; the first epoch is 1
 * @returns a number from 0 to 1
 */
export function klWeight(epoch: number, { warmUp, annealing }: KlSchedule): number {
  if (epoch < warmUp) return 0;
  if (epoch >= warmUp + annealing) return 1; // before the division: annealing may be 0
  return (epoch - warmUp) / annealing;
}
