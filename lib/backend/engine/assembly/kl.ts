import { expm1 } from "./exp";

/**
 * kl[j] = the mean over i of (exp(logVar) - 1 - logVar + mu^2) / 2 at [i, j]: terms in float32, sums in float64.
 * mu, logVar [rows, columns], kl [columns]
 */
export function klPerUnit(mu: usize, logVar: usize, kl: usize, rows: i32, columns: i32): void {
  const stride = <usize> columns << 2;
  for (let column = 0; column < columns; column++, mu += 4, logVar += 4, kl += 4) {
    let sum: f64 = 0;
    let i = 0;
    let m = mu, v = logVar;
    for (; i + 4 <= rows; i += 4, m += 4 * stride, v += 4 * stride) {
      const term = terms(gather(m, stride), gather(v, stride));
      sum += <f64> f32x4.extract_lane(term, 0) + <f64> f32x4.extract_lane(term, 1);
      sum += <f64> f32x4.extract_lane(term, 2) + <f64> f32x4.extract_lane(term, 3);
    }
    for (; i < rows; i++, m += stride, v += stride) {
      sum += <f64> f32x4.extract_lane(terms(v128.load32_zero(m), v128.load32_zero(v)), 0);
    }
    store<f32>(kl, <f32> (sum / <f64> rows));
  }
}

/** Twice the KL divergence, halved. */
// @ts-ignore: a decorator of AssemblyScript's
@inline
function terms(mu: v128, logVar: v128): v128 {
  const sum = f32x4.add(f32x4.sub(expm1(logVar), logVar), f32x4.mul(mu, mu));
  return f32x4.mul(sum, f32x4.splat(0.5));
}

/** Four values that lie `stride` bytes apart. */
// @ts-ignore: a decorator of AssemblyScript's
@inline
function gather(at: usize, stride: usize): v128 {
  let values = v128.load32_zero(at);
  values = v128.load32_lane(at + stride, values, 1);
  values = v128.load32_lane(at + 2 * stride, values, 2);
  return v128.load32_lane(at + 3 * stride, values, 3);
}

/**
 * dMu[i, j] = dy[j] mu[i, j] / rows and dLogVar[i, j] = dy[j] (exp(logVar[i, j]) - 1) / (2 rows).
 * dy [columns]
 */
export function klPerUnitGrad(
  mu: usize,
  logVar: usize,
  dy: usize,
  dMu: usize,
  dLogVar: usize,
  rows: i32,
  columns: i32,
): void {
  const share = <f32> (1.0 / <f64> rows);
  for (let row = 0; row < rows; row++) {
    let column = 0, by = dy;
    for (; column + 4 <= columns; column += 4, by += 16) {
      const factor = f32x4.mul(v128.load(by), f32x4.splat(share));
      v128.store(dMu, f32x4.mul(factor, v128.load(mu)));
      const half = f32x4.mul(factor, f32x4.splat(0.5));
      v128.store(dLogVar, f32x4.mul(half, expm1(v128.load(logVar))));
      mu += 16, logVar += 16, dMu += 16, dLogVar += 16;
    }
    for (; column < columns; column++, by += 4) {
      const factor = f32x4.mul(v128.load32_zero(by), f32x4.splat(share));
      v128.store32_lane(dMu, f32x4.mul(factor, v128.load32_zero(mu)), 0);
      const half = f32x4.mul(factor, f32x4.splat(0.5));
      v128.store32_lane(dLogVar, f32x4.mul(half, expm1(v128.load32_zero(logVar))), 0);
      mu += 4, logVar += 4, dMu += 4, dLogVar += 4;
    }
  }
}
