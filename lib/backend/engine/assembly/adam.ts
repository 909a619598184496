import { fma } from "./fused";

/**
 * Adam's update (Kingma and Ba 2015, arXiv 1412.6980, algorithm 1) of `count` values; the moments change in place:
 *
 *     first = beta1 first + (1 - beta1) g,  second = beta2 second + (1 - beta2) g^2
 *     updated = value - stepSize first / (sqrt(second) secondScale + epsilon)
 *
 * with stepSize = learningRate / (1 - beta1^step) and secondScale = 1 / sqrt(1 - beta2^step), in float32, as
 * PyTorch does it. Moments that would be subnormal become 0: they change no value by more than 1e-28, and on x86 a
 * loop over them takes four to five times as long.
 */
export function adam(
  value: usize,
  updated: usize,
  gradient: usize,
  first: usize,
  second: usize,
  count: i32,
  stepSize: f32,
  secondScale: f32,
  beta1: f32,
  complement1: f32,
  beta2: f32,
  complement2: f32,
  epsilon: f32,
): void {
  let i = 0;
  for (; i + 4 <= count; i += 4, value += 16, updated += 16, gradient += 16, first += 16, second += 16) {
    const g = v128.load(gradient);
    const m = normal(
      fma(v128.load(first), f32x4.splat(beta1), f32x4.mul(g, f32x4.splat(complement1))),
    );
    const square = f32x4.mul(f32x4.mul(g, g), f32x4.splat(complement2));
    const v = normal(fma(v128.load(second), f32x4.splat(beta2), square));
    v128.store(first, m);
    v128.store(second, v);
    v128.store(updated, f32x4.sub(v128.load(value), change(m, v, stepSize, secondScale, epsilon)));
  }
  for (; i < count; i++, value += 4, updated += 4, gradient += 4, first += 4, second += 4) {
    const g = v128.load32_zero(gradient);
    const m = normal(
      fma(v128.load32_zero(first), f32x4.splat(beta1), f32x4.mul(g, f32x4.splat(complement1))),
    );
    const square = f32x4.mul(f32x4.mul(g, g), f32x4.splat(complement2));
    const v = normal(fma(v128.load32_zero(second), f32x4.splat(beta2), square));
    v128.store32_lane(first, m, 0);
    v128.store32_lane(second, v, 0);
    const result = f32x4.sub(
      v128.load32_zero(value),
      change(m, v, stepSize, secondScale, epsilon),
    );
    v128.store32_lane(updated, result, 0);
  }
}

// @ts-ignore: a decorator of AssemblyScript's
@inline
function change(m: v128, v: v128, stepSize: f32, secondScale: f32, epsilon: f32): v128 {
  const root = fma(f32x4.sqrt(v), f32x4.splat(secondScale), f32x4.splat(epsilon));
  return f32x4.div(f32x4.mul(m, f32x4.splat(stepSize)), root);
}

/** What is subnormal becomes 0; NaN stays. */
// @ts-ignore: a decorator of AssemblyScript's
@inline
function normal(x: v128): v128 {
  return v128.andnot(x, f32x4.lt(f32x4.abs(x), f32x4.splat(1.17549435e-38)));
}
