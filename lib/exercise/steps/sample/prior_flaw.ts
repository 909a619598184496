import { summary } from "../../../math/summary.ts";
import { normalFlaw } from "../../normal_flaw.ts";
import type { Evidence } from "../../step.ts";
import { rangeEvidence } from "./codes_evidence.ts";

/** In what thousands of units differ from draws from N(0, 1); `undefined` if in nothing. */
export function priorFlaw(units: readonly number[]): Evidence | undefined {
  return normalFlaw(units, "the units of the codes") ??
    (hasTails(units) ? undefined : rangeEvidence(units));
}

/** Whether some units are as large as they must be: a bound at 3 leaves all else nearly as it is. */
function hasTails(units: readonly number[]): boolean {
  const { low, high } = summary(units);
  // Of 8,192 draws about 40 lie beyond 2.6 on each side, and 20 beyond 3.02 on either.
  return low < -2.6 && high > 2.6 && Math.max(-low, high) > 3.02;
}
