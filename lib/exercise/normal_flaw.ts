import { normalDistanceFlaw } from "./normal_distance_flaw.ts";
import { numberText } from "./number_text.ts";
import type { Evidence } from "./step.ts";

/**
 * How far a mean may be off, in standard deviations of it. Of 4,000 normal draws the mean or the variance is
 * further off once in fifty million times, and the fourth power, whose mean has a longer tail, once in five million.
 */
const REACH = 5.8;

/**
 * In what the distribution of thousands of numbers differs from the standard normal one; `undefined` if in nothing.
 *
 * @param name what the numbers are, as a message calls them: `the noise`
 */
export function normalFlaw(values: readonly number[], name: string): Evidence | undefined {
  const moments = [
    [`the mean of ${name}`, 0, 1, 1],
    [`the variance of ${name}`, 1, Math.sqrt(2), 2],
    [`the mean fourth power of ${name}`, 3, Math.sqrt(96), 4],
  ] as const;
  for (const [at, wanted, deviation, power] of moments) {
    const found = values.reduce((sum, value) => sum + value ** power, 0) / values.length;
    if (Math.abs(found - wanted) <= REACH * deviation / Math.sqrt(values.length)) continue;
    return { at, wanted: `about ${wanted}`, found: numberText(found) };
  }
  return normalDistanceFlaw(values, name);
}
