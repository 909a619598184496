/** The step of the differences: errors of h^2 and of 1e-16 / h are both far below float32's. */
const STEP = 1e-5;

/** The gradient of a function of several numbers, by central differences. [n] -> [n] */
export function centralGradient(
  f: (at: readonly number[]) => number,
  at: readonly number[],
): number[] {
  return at.map((value, i) => {
    const moved = (by: number) => f(at.with(i, value + by));
    return (moved(STEP) - moved(-STEP)) / (2 * STEP);
  });
}
