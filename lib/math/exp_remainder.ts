/** Below this |x| the direct formula would lose digits, so the series takes over. */
const SERIES_RADIUS = 0.5;
/** Terms of the series: 0.5^17 * 2 / 19! is far below half an ulp. */
const SERIES_TERMS = 16;

/**
 * exp(x) - 1 - x, what is left of the exponential after its tangent at 0, without cancellation.
 *
 * Both closed forms of the KL divergence are sums of squares and of this function, which is 0 at 0
 * and positive elsewhere; so is the computed value, which `Math.expm1(x) - x` does not promise. It
 * overflows to Infinity beyond x = 709.78.
 *
 * @example
 * ```ts
 * import { expRemainder } from "./exp_remainder.ts";
 *
 * expRemainder(1e-10); // 5.0000000001666e-21, where Math.expm1(x) - x is wrong from the 6th digit
 * ```
 */
export function expRemainder(x: number): number {
  if (!(Math.abs(x) < SERIES_RADIUS)) {
    const grown = Math.expm1(x);
    return grown === Infinity ? Infinity : grown - x;
  }
  // x^2/2! + x^3/3! + ... by Horner's scheme: x^2/2 (1 + x/3 (1 + x/4 (1 + ...)))
  let sum = 1;
  for (let n = SERIES_TERMS + 2; n > 2; n--) sum = 1 + x / n * sum;
  return x * x / 2 * sum;
}
