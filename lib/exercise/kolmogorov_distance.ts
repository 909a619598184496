/**
 * Kolmogorov's distance: by how much the share of values up to x differs from cdf(x), where it differs most.
 *
 * @param cdf a cumulative distribution function
 */
export function kolmogorovDistance(
  values: readonly number[],
  cdf: (x: number) => number,
): number {
  return values.toSorted((a, b) => a - b).reduce((most, x, i) => {
    const at = cdf(x);
    return Math.max(most, at - i / values.length, (i + 1) / values.length - at);
  }, 0);
}

/** The distance that independent draws of the distribution exceed once in a hundred million times (Massart 1990). */
export function distanceBound(count: number): number {
  return Math.sqrt(Math.log(2 / 1e-8) / (2 * count));
}
