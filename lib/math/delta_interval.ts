import { checkFinite } from "./check_argument.ts";

/** The smallest and the largest delta that is taken: below, float32 could not tell it from 0. */
export const MIN_DELTA = 1e-3, MAX_DELTA = 10;

/**
 * The variances v at which N(0, v) is no more than `delta` nats from N(0, 1), that is
 * 1/2 (v - 1 - log v) <= delta: from `lowest`, below 1, to `highest`, above 1.
 *
 * Both are zeros of the concave g(t) = 1 + 2 delta + t - exp(t), t = log v, which Newton's steps reach from
 * outside without ever passing them.
 *
 * @param delta nats
 * @throws {RangeError} if delta is not a number from 0.001 to 10
 *
 * @example
 * ```ts
 * import { deltaInterval } from "./delta_interval.ts";
 *
 * deltaInterval(0.5); // { lowest: 0.1585943395630494, highest: 3.1461932206205825 }
 * ```
 */
export function deltaInterval(
  delta: number,
): { readonly lowest: number; readonly highest: number } {
  checkFinite("delta", delta, { min: MIN_DELTA, max: MAX_DELTA });
  const zero = (start: number) => {
    let t = start;
    for (let steps = 0; steps < 100; steps++) {
      const next = t - (1 + 2 * delta + t - Math.exp(t)) / (1 - Math.exp(t));
      if (Math.abs(next - t) <= 1e-16 * Math.abs(t)) break;
      t = next;
    }
    return Math.exp(t);
  };
  return { lowest: zero(-1 - 2 * delta), highest: zero(1 + 2 * delta) };
}
