/**
 * sums[i] = the sum over j of (xHat[i, j] - x[i, j])^2: differences in float32, their squares and sums in
 * float64, rounded once. xHat, x [rows, columns]
 */
export function squaredError(xHat: usize, x: usize, sums: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++, sums += 4) {
    let low = f64x2.splat(0), high = f64x2.splat(0);
    let column = 0;
    for (; column + 4 <= columns; column += 4, xHat += 16, x += 16) {
      const error = f32x4.sub(v128.load(xHat), v128.load(x));
      const a = f64x2.promote_low_f32x4(error);
      const b = f64x2.promote_low_f32x4(v128.shuffle<i32>(error, error, 2, 3, 2, 3));
      low = f64x2.add(low, f64x2.mul(a, a));
      high = f64x2.add(high, f64x2.mul(b, b));
    }
    const both = f64x2.add(low, high);
    let sum = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
    for (; column < columns; column++, xHat += 4, x += 4) {
      const error = <f64> (load<f32>(xHat) - load<f32>(x));
      sum += error * error;
    }
    store<f32>(sums, <f32> sum);
  }
}

/** d[i, j] = 2 (xHat[i, j] - x[i, j]) dy[i]: the gradient by xHat. */
export function squaredErrorGrad(
  xHat: usize,
  x: usize,
  dy: usize,
  d: usize,
  rows: i32,
  columns: i32,
): void {
  for (let row = 0; row < rows; row++, dy += 4) {
    const factor = <f32> 2 * load<f32>(dy);
    const factors = f32x4.splat(factor);
    let column = 0;
    for (; column + 4 <= columns; column += 4, xHat += 16, x += 16, d += 16) {
      v128.store(d, f32x4.mul(f32x4.sub(v128.load(xHat), v128.load(x)), factors));
    }
    for (; column < columns; column++, xHat += 4, x += 4, d += 4) {
      store<f32>(d, (load<f32>(xHat) - load<f32>(x)) * factor);
    }
  }
}
