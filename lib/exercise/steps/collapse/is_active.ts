import { variance } from "./columns.ts";

/** The variance of mu over the images above which a unit is active: that of Burda et al. 2015. */
export const ACTIVE = 0.01;

/** Whether a unit's means vary over the images. [B] */
export function isActive(unit: readonly number[]): boolean {
  return variance(unit) > ACTIVE;
}
