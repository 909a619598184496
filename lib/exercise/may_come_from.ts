import { distanceBound, kolmogorovDistance } from "./kolmogorov_distance.ts";

/** Whether values may be independent draws of the distribution with this cumulative function. */
export function mayComeFrom(values: readonly number[], cdf: (x: number) => number): boolean {
  return kolmogorovDistance(values, cdf) <= distanceBound(values.length);
}
