import type { KlSchedule } from "@vae/lab/exercise";

/**
 * The weight of the KL term in an epoch.
 *
 * @param epoch a whole number; the first epoch is 1
 * @returns a number from 0 to 1
 */
export function klWeight(epoch: number, schedule: KlSchedule): number {
  throw new Error("klWeight is not written yet");
}
