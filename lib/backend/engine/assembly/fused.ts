/**
 * a b + c, rounded once where the build has relaxed SIMD and the processor fuses; else rounded twice. The same
 * build on the same processor always gives the same bits.
 */
// @ts-ignore: a decorator of AssemblyScript's
@inline
export function fma(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}
