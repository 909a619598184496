/**
 * `steps` points on the line from `a` to `b`, both ends included.
 *
 * @param a the first end. [d]
 * @param b the other end. [d]
 * @returns point after point. [steps * d]
 * @throws {RangeError} if the ends differ in length, or there are fewer than two steps
 *
 * @example
 * ```ts
 * import { lerp } from "./lerp.ts";
 *
 * lerp([0, 4], [1, 0], 3); // Float32Array [0, 4, 0.5, 2, 1, 0]
 * ```
 */
export function lerp(a: ArrayLike<number>, b: ArrayLike<number>, steps: number): Float32Array {
  if (a.length !== b.length) {
    throw new RangeError(`wanted two points of one length, got ${a.length} and ${b.length}`);
  }
  if (!Number.isInteger(steps) || steps < 2) {
    throw new RangeError(`steps must be a whole number from 2 on, got ${steps}`);
  }
  const points = new Float32Array(steps * a.length);
  for (let step = 0; step < steps; step++) {
    const t = step / (steps - 1);
    for (let i = 0; i < a.length; i++) points[step * a.length + i] = (1 - t) * a[i] + t * b[i];
  }
  return points;
}
