/** What a step gives, if all of it is right. */
export const POINTS_PER_STEP = 10;

/**
 * A step's points for its functions that are right, to a tenth of a point; every function weighs the same. What is
 * shown is what is added up, so that the sum of a row is its total.
 */
export function pointsFor(parts: readonly { readonly finding?: unknown }[]): number {
  if (parts.length === 0) return 0;
  const right = parts.filter(({ finding }) => !finding).length;
  return Math.round(10 * POINTS_PER_STEP * right / parts.length) / 10;
}

/** A sum of points, without the last digits that tenths leave in binary. */
export function sumOfPoints(points: readonly number[]): number {
  return Math.round(10 * points.reduce((sum, each) => sum + each, 0)) / 10;
}
