import { summary } from "../../../math/summary.ts";
import { mayComeFrom } from "../../may_come_from.ts";
import { normalCdf } from "../../normal_cdf.ts";
import { uniformCdf } from "../../uniform_cdf.ts";

/** Whether thousands of units look like uniform draws on [0, a], or on [-a, a], whatever a is. */
export function looksUniform(units: readonly number[], where: "from 0" | "around 0"): boolean {
  const { low, high, deviation } = summary(units);
  const width = high - low;
  const begins = where === "from 0" ? Math.abs(low) : Math.abs(low + high);
  // Near 0 a normal distribution that ends at a bound looks uniform too, but has another spread.
  return width > 1e-2 && begins < 0.02 * width &&
    Math.abs(deviation * Math.sqrt(12) / width - 1) < 0.02 &&
    mayComeFrom(units, uniformCdf(low, high));
}

/**
 * Whether thousands of units look like draws from N(0, 1) that are kept within a bound of at most 3, whether those
 * beyond it were moved to the bound or drawn again.
 */
export function mayBeTruncated(units: readonly number[]): boolean {
  const { low, high } = summary(units);
  const bound = Math.max(-low, high);
  if (bound < 0.5 || bound > 3.02 || Math.abs(low + high) > 0.05 * bound) return false;
  const inner = units.filter((unit) => Math.abs(unit) < bound * (1 - 1e-4));
  const below = normalCdf(-bound), between = normalCdf(bound) - below;
  return inner.length > 1000 &&
    mayComeFrom(inner, (x) => (normalCdf(x) - below) / between) &&
    !looksUniform(units, "around 0");
}
