/** sums[j] = the sum of a[i, j] over i, in float64, rounded once. a [rows, columns] */
export function columnSums(a: usize, sums: usize, rows: i32, columns: i32): void {
  const stride = <usize> columns << 2;
  let column = 0;
  for (; column + 8 <= columns; column += 8, a += 32, sums += 32) {
    let s0 = f64x2.splat(0), s1 = f64x2.splat(0), s2 = f64x2.splat(0), s3 = f64x2.splat(0);
    for (let row = 0, at = a; row < rows; row++, at += stride) {
      s0 = f64x2.add(s0, f64x2.promote_low_f32x4(v128.load64_zero(at)));
      s1 = f64x2.add(s1, f64x2.promote_low_f32x4(v128.load64_zero(at, 8)));
      s2 = f64x2.add(s2, f64x2.promote_low_f32x4(v128.load64_zero(at, 16)));
      s3 = f64x2.add(s3, f64x2.promote_low_f32x4(v128.load64_zero(at, 24)));
    }
    v128.store64_lane(sums, f32x4.demote_f64x2_zero(s0), 0);
    v128.store64_lane(sums, f32x4.demote_f64x2_zero(s1), 0, 8);
    v128.store64_lane(sums, f32x4.demote_f64x2_zero(s2), 0, 16);
    v128.store64_lane(sums, f32x4.demote_f64x2_zero(s3), 0, 24);
  }
  for (; column < columns; column++, a += 4, sums += 4) {
    let sum: f64 = 0;
    for (let row = 0, at = a; row < rows; row++, at += stride) sum += <f64> load<f32>(at);
    store<f32>(sums, <f32> sum);
  }
}
