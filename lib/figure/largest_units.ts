/**
 * The units whose KL was largest at any time, at most `most` of them, in the order of their numbers.
 *
 * @param klPerUnit the KL of each unit at some times. [T][d]
 *
 * @example Two of three
 * ```ts
 * import { largestUnits } from "./largest_units.ts";
 *
 * largestUnits([[0, 2, 1], [3, 0, 1]], 2); // [0, 1]
 * ```
 */
export function largestUnits(klPerUnit: readonly (readonly number[])[], most: number): number[] {
  const largest = klPerUnit[0].map((_, unit) =>
    klPerUnit.reduce((largest, units) => Math.max(largest, units[unit]), -Infinity)
  );
  return [...largest.keys()]
    .sort((a, b) => largest[b] - largest[a])
    .slice(0, most)
    .sort((a, b) => a - b);
}
