import { fma } from "./fused";

/**
 * ln(x) of four values from 0 to infinity, subnormal ones included: -infinity at 0; NaN below, and for NaN.
 * Within 2 units in the last place.
 *
 * x = 2^e m with sqrt(1/2) <= m < sqrt(2), and s = (m - 1) / (m + 1): ln m = 2 s + 2 s^3 / 3 + 2 s^5 / 5 + ..., of
 * which five terms leave less than 2e-9.
 */
export function log(x: v128): v128 {
  const tiny = f32x4.lt(x, f32x4.splat(1.17549435e-38));
  const normal = v128.bitselect(f32x4.mul(x, f32x4.splat(8388608)), x, tiny); // 2^23
  // The exponent of m counts from that of sqrt(1/2) on.
  const bits = i32x4.sub(normal, i32x4.splat(0x3f3504f3));
  const whole = i32x4.shr_s(bits, 23);
  const m = i32x4.add(
    v128.and(bits, i32x4.splat(0x007fffff)),
    i32x4.splat(0x3f3504f3),
  );
  const e = f32x4.sub(
    f32x4.convert_i32x4_s(whole),
    v128.and(f32x4.splat(23), tiny),
  );
  const f = f32x4.sub(m, f32x4.splat(1));
  const s = f32x4.div(f, f32x4.add(f, f32x4.splat(2)));
  const square = f32x4.mul(s, s);
  let p = f32x4.splat(<f32> (2.0 / 9));
  p = fma(p, square, f32x4.splat(<f32> (2.0 / 7)));
  p = fma(p, square, f32x4.splat(<f32> (2.0 / 5)));
  p = fma(p, square, f32x4.splat(<f32> (2.0 / 3)));
  // ln m = 2 s + s^3 p = f - s (f - s^2 p), since 2 s = f - s f: exact where m is near 1.
  const mantissa = f32x4.sub(f, f32x4.mul(s, f32x4.sub(f, f32x4.mul(square, p))));
  const high = f32x4.mul(e, f32x4.splat(0.693359375));
  const value = f32x4.add(fma(e, f32x4.splat(-2.12194440054690583e-4), mantissa), high);
  const infinite = f32x4.eq(x, f32x4.splat(Infinity));
  const known = v128.bitselect(x, value, infinite);
  const zero = f32x4.eq(x, f32x4.splat(0));
  const finite = v128.bitselect(f32x4.splat(-Infinity), known, zero);
  // Below 0, and of NaN, there is none.
  const none = v128.not(f32x4.ge(x, f32x4.splat(0)));
  return v128.bitselect(f32x4.splat(NaN), finite, none);
}
