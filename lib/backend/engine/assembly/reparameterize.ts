import { exp } from "./exp";

/** z = mu + exp(logVar / 2) eps, of `count` values. */
export function reparameterize(
  mu: usize,
  logVar: usize,
  eps: usize,
  z: usize,
  count: i32,
): void {
  let i = 0;
  for (; i + 4 <= count; i += 4, mu += 16, logVar += 16, eps += 16, z += 16) {
    const noise = f32x4.mul(std(v128.load(logVar)), v128.load(eps));
    v128.store(z, f32x4.add(v128.load(mu), noise));
  }
  for (; i < count; i++, mu += 4, logVar += 4, eps += 4, z += 4) {
    const noise = f32x4.mul(std(v128.load32_zero(logVar)), v128.load32_zero(eps));
    v128.store32_lane(z, f32x4.add(v128.load32_zero(mu), noise), 0);
  }
}

/** dLogVar = dz exp(logVar / 2) eps / 2: the gradient by logVar; that by mu is dz. */
export function reparameterizeGrad(
  dz: usize,
  logVar: usize,
  eps: usize,
  dLogVar: usize,
  count: i32,
): void {
  const half = f32x4.splat(0.5);
  let i = 0;
  for (; i + 4 <= count; i += 4, dz += 16, logVar += 16, eps += 16, dLogVar += 16) {
    const noise = f32x4.mul(std(v128.load(logVar)), v128.load(eps));
    v128.store(dLogVar, f32x4.mul(v128.load(dz), f32x4.mul(noise, half)));
  }
  for (; i < count; i++, dz += 4, logVar += 4, eps += 4, dLogVar += 4) {
    const noise = f32x4.mul(std(v128.load32_zero(logVar)), v128.load32_zero(eps));
    v128.store32_lane(dLogVar, f32x4.mul(v128.load32_zero(dz), f32x4.mul(noise, half)), 0);
  }
}

/** exp(logVar / 2), which overflows beyond logVar = 177.4. */
function std(logVar: v128): v128 {
  return exp(f32x4.mul(logVar, f32x4.splat(0.5)));
}
