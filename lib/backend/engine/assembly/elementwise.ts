/** c = a + b, of `count` values. */
export function add(a: usize, b: usize, c: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4, a += 16, b += 16, c += 16) {
    v128.store(c, f32x4.add(v128.load(a), v128.load(b)));
  }
  for (; i < count; i++, a += 4, b += 4, c += 4) store<f32>(c, load<f32>(a) + load<f32>(b));
}

/** dz = dy where y > 0, else slope dy: the gradient before a LeakyReLU by its result y, whose sign is that of z. */
export function leakyReluGrad(dy: usize, y: usize, dz: usize, count: i32, slope: f32): void {
  const zero = f32x4.splat(0), slopes = f32x4.splat(slope);
  let i = 0;
  for (; i + 4 <= count; i += 4, dy += 16, y += 16, dz += 16) {
    const g = v128.load(dy);
    const above = f32x4.gt(v128.load(y), zero);
    v128.store(dz, v128.bitselect(g, f32x4.mul(g, slopes), above));
  }
  for (; i < count; i++, dy += 4, y += 4, dz += 4) {
    const g = load<f32>(dy);
    store<f32>(dz, load<f32>(y) > 0 ? g : g * slope);
  }
}

/** dz = dy y (1 - y): the gradient before a sigmoid by its result y. */
export function sigmoidGrad(dy: usize, y: usize, dz: usize, count: i32): void {
  const one = f32x4.splat(1);
  let i = 0;
  for (; i + 4 <= count; i += 4, dy += 16, y += 16, dz += 16) {
    const s = v128.load(y);
    v128.store(dz, f32x4.mul(v128.load(dy), f32x4.mul(s, f32x4.sub(one, s))));
  }
  for (; i < count; i++, dy += 4, y += 4, dz += 4) {
    const s = load<f32>(y);
    store<f32>(dz, load<f32>(dy) * (s * (1 - s)));
  }
}

/** dz = dy (1 - y^2): the gradient before a tanh by its result y. */
export function tanhGrad(dy: usize, y: usize, dz: usize, count: i32): void {
  const one = f32x4.splat(1);
  let i = 0;
  for (; i + 4 <= count; i += 4, dy += 16, y += 16, dz += 16) {
    const t = v128.load(y);
    v128.store(dz, f32x4.mul(v128.load(dy), f32x4.sub(one, f32x4.mul(t, t))));
  }
  for (; i < count; i++, dy += 4, y += 4, dz += 4) {
    const t = load<f32>(y);
    store<f32>(dz, load<f32>(dy) * (1 - t * t));
  }
}
