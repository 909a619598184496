import type { Mistake } from "../../values_part.ts";
import { MEMORY_MISTAKE } from "./memory_mistake.ts";
import { PHASE_MISTAKES } from "./phase_mistakes.ts";
import { RAMP_MISTAKES } from "./ramp_mistakes.ts";
import { RAMPLESS_MISTAKES } from "./rampless_mistakes.ts";
import type { KlWeightCase } from "./kl_weight_case.ts";

/** What students write in place of the schedule. */
export const MISTAKES: readonly Mistake<KlWeightCase>[] = [
  MEMORY_MISTAKE,
  ...PHASE_MISTAKES,
  ...RAMP_MISTAKES,
  ...RAMPLESS_MISTAKES,
];
