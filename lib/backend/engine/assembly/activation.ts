import { exp, expm1 } from "./exp";

/** What follows a product, as the host numbers it. */
export const IDENTITY: i32 = 0;
export const LEAKY_RELU: i32 = 1;
export const SIGMOID: i32 = 2;
export const TANH: i32 = 3;

/** f(x) of four values: x; x or slope x where x < 0; 1 / (1 + exp(-x)); tanh(x). NaN stays NaN. */
// @ts-ignore: a decorator of AssemblyScript's
@inline
export function activate(x: v128, activation: i32, slope: f32): v128 {
  if (activation == LEAKY_RELU) {
    const scaled = f32x4.mul(x, f32x4.splat(slope));
    return v128.bitselect(scaled, x, f32x4.lt(x, f32x4.splat(0)));
  }
  if (activation == TANH) return tanh(x);
  return activation == SIGMOID ? sigmoid(x) : x;
}

/** Within 2 units in the last place, also where it is subnormal: exp(-|x|) <= 1 never overflows. */
function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1);
  const e = exp(f32x4.neg(f32x4.abs(x)));
  const above = v128.bitselect(e, one, f32x4.lt(x, f32x4.splat(0)));
  return f32x4.div(above, f32x4.add(one, e));
}

/** Within 3 units in the last place: with e = exp(-2 |x|) - 1, which is exact where x is small, it is -e / (2 + e). */
function tanh(x: v128): v128 {
  const e = expm1(f32x4.mul(f32x4.abs(x), f32x4.splat(-2)));
  const size = f32x4.div(f32x4.neg(e), f32x4.add(f32x4.splat(2), e));
  const sign = v128.and(x, i32x4.splat(0x80000000));
  return v128.or(size, sign);
}

/** y = f(y + bias) in place. y [rows, columns], bias [columns]; 0 in place of its address is no bias. */
export function biasActivation(
  y: usize,
  bias: usize,
  rows: i32,
  columns: i32,
  activation: i32,
  slope: f32,
): void {
  for (let row = 0; row < rows; row++) {
    let column = 0;
    for (; column + 4 <= columns; column += 4, y += 16) {
      let sum = v128.load(y);
      if (bias) sum = f32x4.add(sum, v128.load(bias + (<usize> column << 2)));
      v128.store(y, activate(sum, activation, slope));
    }
    for (; column < columns; column++, y += 4) {
      let sum = v128.load32_zero(y);
      if (bias) sum = f32x4.add(sum, v128.load32_zero(bias + (<usize> column << 2)));
      v128.store32_lane(y, activate(sum, activation, slope), 0);
    }
  }
}
