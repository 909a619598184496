/**
 * `a * b + c` in float32 with a single rounding, as a processor's fused multiply-add computes it.
 *
 * The product of two float32 values is exact in a double; only the sum rounds. Rounding that double
 * once more to float32 goes wrong where it lies exactly between two float32 values, so there the sum's
 * own rounding error (Knuth's two-sum) decides.
 *
 * @param a a float32 value, as are `b` and `c`
 *
 * @example The product alone would round to 1
 * ```ts
 * import { fusedMultiplyAdd } from "./fused_multiply_add.ts";
 *
 * const e = 2 ** -12;
 * fusedMultiplyAdd(1 + e, 1 - e, -1); // -(2 ** -24)
 * ```
 */
export function fusedMultiplyAdd(a: number, b: number, c: number): number {
  const product = a * b;
  const sum = product + c;
  const rounded = Math.fround(sum);
  const distance = sum - rounded;
  const across = rounded + 2 * distance;
  if (distance === 0 || Math.fround(across) !== across) return rounded;
  const back = sum - product;
  const error = (product - (sum - back)) + (c - back);
  return error * distance > 0 ? across : rounded;
}
