import { distanceBound, kolmogorovDistance } from "./kolmogorov_distance.ts";
import { mayComeFrom } from "./may_come_from.ts";
import { normalCdf } from "./normal_cdf.ts";
import { numberText } from "./number_text.ts";
import type { Evidence } from "./step.ts";

/**
 * The distance of the distribution of numbers, of any count, from the standard normal one; `undefined` if independent
 * normal draws may be as far from it.
 *
 * @param name what the numbers are, as a message calls them: `the noise`
 */
export function normalDistanceFlaw(values: readonly number[], name: string): Evidence | undefined {
  if (mayComeFrom(values, normalCdf)) return;
  return {
    at: `the largest distance of the distribution of ${name} from the standard normal distribution`,
    wanted: `below ${numberText(distanceBound(values.length))}`,
    found: numberText(kolmogorovDistance(values, normalCdf)),
  };
}
