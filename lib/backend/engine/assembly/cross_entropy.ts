import { log } from "./log";

/**
 * sums[i] = the sum over j of -x log(p) - (1 - x) log(1 - p), p = xHat[i, j], with logarithms from -100 on, as
 * PyTorch's binary_cross_entropy has them: terms in float32, sums in float64, rounded once.
 * xHat, x [rows, columns]
 */
export function crossEntropy(xHat: usize, x: usize, sums: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++, sums += 4) {
    let low = f64x2.splat(0), high = f64x2.splat(0);
    let column = 0;
    for (; column + 4 <= columns; column += 4, xHat += 16, x += 16) {
      const terms = perPixel(v128.load(xHat), v128.load(x));
      low = f64x2.add(low, f64x2.promote_low_f32x4(terms));
      const upper = v128.shuffle<i32>(terms, terms, 2, 3, 2, 3);
      high = f64x2.add(high, f64x2.promote_low_f32x4(upper));
    }
    const both = f64x2.add(low, high);
    let sum = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
    for (; column < columns; column++, xHat += 4, x += 4) {
      const term = perPixel(v128.load32_zero(xHat), v128.load32_zero(x));
      sum += <f64> f32x4.extract_lane(term, 0);
    }
    store<f32>(sums, <f32> sum);
  }
}

function perPixel(p: v128, x: v128): v128 {
  const lowest = f32x4.splat(-100);
  const ofOne = f32x4.max(log(p), lowest);
  const ofZero = f32x4.max(log(f32x4.sub(f32x4.splat(1), p)), lowest);
  const complement = f32x4.sub(f32x4.splat(1), x);
  return f32x4.neg(f32x4.add(f32x4.mul(x, ofOne), f32x4.mul(complement, ofZero)));
}

/** d[i, j] = (p - x) / max(p (1 - p), 1e-12) dy[i]: the gradient by xHat. */
export function crossEntropyGrad(
  xHat: usize,
  x: usize,
  dy: usize,
  d: usize,
  rows: i32,
  columns: i32,
): void {
  for (let row = 0; row < rows; row++, dy += 4) {
    const factors = v128.load32_splat(dy);
    let column = 0;
    for (; column + 4 <= columns; column += 4, xHat += 16, x += 16, d += 16) {
      v128.store(d, gradient(v128.load(xHat), v128.load(x), factors));
    }
    for (; column < columns; column++, xHat += 4, x += 4, d += 4) {
      v128.store32_lane(d, gradient(v128.load32_zero(xHat), v128.load32_zero(x), factors), 0);
    }
  }
}

// @ts-ignore: a decorator of AssemblyScript's
@inline
function gradient(p: v128, x: v128, factors: v128): v128 {
  const variance = f32x4.mul(p, f32x4.sub(f32x4.splat(1), p));
  const divisor = f32x4.max(variance, f32x4.splat(1e-12));
  return f32x4.mul(f32x4.div(f32x4.sub(p, x), divisor), factors);
}
