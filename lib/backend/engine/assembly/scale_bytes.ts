/**
 * y = bytes / 255, of `count` values. The bytes lie in the last quarter of the room that y takes, and each is read
 * before a value is written over it:
 *
 *     before    . . . . . . . . . . . . b b b b      count = 4, four bytes a column
 *     after     y       y       y       y
 */
export function scaleBytes(y: usize, count: i32): void {
  let bytes = y + 3 * (<usize> count);
  const white = f32x4.splat(255);
  let i = 0;
  for (; i + 4 <= count; i += 4, y += 16, bytes += 4) {
    const four = i16x8.extend_low_i8x16_u(v128.load32_zero(bytes));
    const values = f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(four));
    v128.store(y, f32x4.div(values, white));
  }
  for (; i < count; i++, y += 4, bytes++) store<f32>(y, <f32> load<u8>(bytes) / 255);
}
