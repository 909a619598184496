import { ACTIVE_VARIANCE } from "../../../measure/collapse_state.ts";
import { variance } from "./moments.ts";

/** Whether a unit's means vary over the images. [B] */
export function isActive(unit: readonly number[]): boolean {
  return variance(unit) > ACTIVE_VARIANCE;
}
