import { fma } from "./fused";

/**
 * exp(x) of four values: 0 below -104, infinity above 88.73, NaN for NaN. Within 1.5 units in the last place,
 * subnormal results included.
 *
 * pmin and pmax give their first operand where one is NaN, so that NaN passes.
 *
 * x = n ln 2 + r with |r| <= ln 2 / 2, ln 2 in two parts so that r is exact to float32; then the Taylor polynomial
 * of degree 7 of exp(r), whose remainder is below 6e-9; then the power 2^n in two factors, neither of which is
 * subnormal.
 */
// @ts-ignore: a decorator of AssemblyScript's
@inline
export function exp(x: v128): v128 {
  const bounded = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-104.5)), f32x4.splat(90));
  const shifted = nearest(f32x4.mul(bounded, f32x4.splat(1.4426950408889634)));
  const n = f32x4.sub(shifted, f32x4.splat(WHOLE));
  let r = fma(n, f32x4.splat(-0.693359375), bounded); // exact: 10 bits of ln 2
  r = fma(n, f32x4.splat(2.12194440054690583e-4), r);
  let p = f32x4.splat(<f32> (1.0 / 5040));
  p = fma(p, r, f32x4.splat(<f32> (1.0 / 720)));
  p = fma(p, r, f32x4.splat(<f32> (1.0 / 120)));
  p = fma(p, r, f32x4.splat(<f32> (1.0 / 24)));
  p = fma(p, r, f32x4.splat(<f32> (1.0 / 6)));
  p = fma(p, r, f32x4.splat(0.5));
  p = fma(p, r, f32x4.splat(1));
  p = fma(p, r, f32x4.splat(1));
  const whole = i32x4.sub(shifted, f32x4.splat(WHOLE));
  const half = i32x4.shr_s(whole, 1);
  return f32x4.mul(f32x4.mul(p, powerOfTwo(half)), powerOfTwo(i32x4.sub(whole, half)));
}

/** 1.5 2^23: a float32 that large has no fraction, and the next one's bits are greater by 1. */
const WHOLE: f32 = 12582912;

/**
 * WHOLE + x, which rounds x to a whole number. Subtracting WHOLE gives that number as a float, subtracting its bits
 * gives it as an integer.
 */
// @ts-ignore: a decorator of AssemblyScript's
@inline
function nearest(x: v128): v128 {
  return f32x4.add(x, f32x4.splat(WHOLE));
}

/** 2^n by its exponent's bits, for -126 <= n <= 127. */
// @ts-ignore: a decorator of AssemblyScript's
@inline
function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/**
 * exp(x) - 1 of four values, within 2 units in the last place also where x is small: with x = n ln 2 + r as above it
 * is 2^n (exp(r) - 1) + (2^n - 1). Beyond 60 the 1 is less than half a unit.
 */
export function expm1(x: v128): v128 {
  const bounded = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-60)), f32x4.splat(60));
  const shifted = nearest(f32x4.mul(bounded, f32x4.splat(1.4426950408889634)));
  const n = f32x4.sub(shifted, f32x4.splat(WHOLE));
  let r = fma(n, f32x4.splat(-0.693359375), bounded);
  r = fma(n, f32x4.splat(2.12194440054690583e-4), r);
  let p = f32x4.splat(<f32> (1.0 / 5040));
  p = fma(p, r, f32x4.splat(<f32> (1.0 / 720)));
  p = fma(p, r, f32x4.splat(<f32> (1.0 / 120)));
  p = fma(p, r, f32x4.splat(<f32> (1.0 / 24)));
  p = fma(p, r, f32x4.splat(<f32> (1.0 / 6)));
  p = fma(p, r, f32x4.splat(0.5));
  p = fma(f32x4.mul(p, r), r, r); // exp(r) - 1 = r + r^2 (1/2 + r/6 + ...)
  const scale = powerOfTwo(i32x4.sub(shifted, f32x4.splat(WHOLE)));
  const value = f32x4.add(f32x4.mul(p, scale), f32x4.sub(scale, f32x4.splat(1)));
  return v128.bitselect(exp(x), value, f32x4.gt(x, f32x4.splat(60)));
}
