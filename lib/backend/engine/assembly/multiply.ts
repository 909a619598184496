import { activate } from "./activation";
import { fma } from "./fused";

/**
 * Columns of a panel: one tile is 6 rows by 8 columns of C, whose twelve sums of four lanes, two vectors of B
 * and one of A fill fifteen of a processor's sixteen vector registers.
 *
 *              panel of B, packed: [depth][8]
 *     A   6 x depth  .  depth x 8   =  6 x 8 of C
 */
const PANEL: i32 = 8;
const ROWS: i32 = 6;

/**
 * C = f(A B + bias), panels `from` to `to` of it: 8 columns each, the last one perhaps fewer.
 *
 * A's element (i, k) lies at a + i aRow + 4 k, B's (k, j) at b + k bStep + j bColumn, where one of the strides is
 * 4 bytes: A B and A B^T are had as they lie, A^T B after a {@link transpose}. C [rows, columns] lies without gaps.
 * Each sum runs over k in order, starting from the bias, in one accumulator: no result depends on the tile
 * or the thread that computed it.
 *
 * @param scratch room for one panel and one row of a tile: 32 (depth + 1) bytes
 * @param bias [columns], or 0
 */
export function multiply(
  a: usize,
  aRow: usize,
  b: usize,
  bStep: usize,
  bColumn: usize,
  c: usize,
  rows: i32,
  depth: i32,
  columns: i32,
  from: i32,
  to: i32,
  scratch: usize,
  bias: usize,
  activation: i32,
  slope: f32,
): void {
  const cRow = <usize> columns << 2;
  const edge = scratch + (<usize> depth << 5);
  for (let panel = from; panel < to; panel++) {
    const column = panel * PANEL;
    const width = min(PANEL, columns - column);
    const source = b + <usize> column * bColumn;
    if (bColumn == 4) pack(source, bStep, scratch, depth, width);
    else packTransposed(source, bColumn, scratch, depth, width);

    // The bias goes through the same eight columns.
    v128.store(edge, f32x4.splat(0));
    v128.store(edge, f32x4.splat(0), 16);
    if (bias) {
      for (let j = 0; j < width; j++) {
        store<f32>(edge + (<usize> j << 2), load<f32>(bias + (<usize> (column + j) << 2)));
      }
    }
    const left = v128.load(edge), right = v128.load(edge, 16);
    const target = c + (<usize> column << 2);
    for (let row = 0; row < rows; row += ROWS) {
      const count = min(ROWS, rows - row);
      const first = a + <usize> row * aRow;
      const at = target + <usize> row * cRow;
      tile(
        first,
        aRow,
        scratch,
        depth,
        at,
        cRow,
        count,
        width,
        edge,
        left,
        right,
        activation,
        slope,
      );
    }
  }
}

/** Eight neighbouring columns of B, whose rows lie `step` bytes apart; missing columns are 0. */
function pack(b: usize, step: usize, panel: usize, depth: i32, width: i32): void {
  if (width == PANEL) {
    for (let k = 0; k < depth; k++, b += step, panel += 32) {
      v128.store(panel, v128.load(b));
      v128.store(panel, v128.load(b, 16), 16);
    }
    return;
  }
  for (let k = 0; k < depth; k++, b += step, panel += 32) {
    for (let j = 0; j < PANEL; j++) {
      const value = j < width ? load<f32>(b + (<usize> j << 2)) : 0;
      store<f32>(panel + (<usize> j << 2), value);
    }
  }
}

/** The same where B's columns lie `stride` bytes apart, each without gaps: 4 by 4 values are turned at a time. */
function packTransposed(b: usize, stride: usize, panel: usize, depth: i32, width: i32): void {
  let k = 0;
  if (width == PANEL) {
    for (; k + 4 <= depth; k += 4, b += 16, panel += 128) {
      turn(b, stride, panel, 32);
      turn(b + 4 * stride, stride, panel + 16, 32);
    }
  }
  for (; k < depth; k++, b += 4, panel += 32) {
    for (let j = 0; j < PANEL; j++) {
      const value = j < width ? load<f32>(b + <usize> j * stride) : 0;
      store<f32>(panel + (<usize> j << 2), value);
    }
  }
}

/** to = A^T. A [rows, columns] */
export function transpose(a: usize, to: usize, rows: i32, columns: i32): void {
  const aRow = <usize> columns << 2, toRow = <usize> rows << 2;
  let i = 0;
  for (; i + 4 <= rows; i += 4, a += 4 * aRow, to += 16) {
    let at = a, target = to, j = 0;
    for (; j + 4 <= columns; j += 4, at += 16, target += 4 * toRow) turn(at, aRow, target, toRow);
    for (; j < columns; j++, at += 4, target += toRow) {
      for (let k: usize = 0; k < 4; k++) store<f32>(target + (k << 2), load<f32>(at + k * aRow));
    }
  }
  for (; i < rows; i++, a += aRow, to += 4) {
    for (let j: usize = 0; j < <usize> columns; j++) {
      store<f32>(to + j * toRow, load<f32>(a + (j << 2)));
    }
  }
}

/** Four values of four rows, `stride` bytes apart, to four columns, whose values lie `step` bytes apart. */
// @ts-ignore: a decorator of AssemblyScript's
@inline
function turn(b: usize, stride: usize, to: usize, step: usize): void {
  const w = v128.load(b); // w0 w1 w2 w3
  const x = v128.load(b + stride);
  const y = v128.load(b + 2 * stride);
  const z = v128.load(b + 3 * stride);
  const wx = v128.shuffle<f32>(w, x, 0, 4, 1, 5); // w0 x0 w1 x1
  const yz = v128.shuffle<f32>(y, z, 0, 4, 1, 5);
  const wx2 = v128.shuffle<f32>(w, x, 2, 6, 3, 7); // w2 x2 w3 x3
  const yz2 = v128.shuffle<f32>(y, z, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<i64>(wx, yz, 0, 2)); // w0 x0 y0 z0
  v128.store(to + step, v128.shuffle<i64>(wx, yz, 1, 3));
  v128.store(to + 2 * step, v128.shuffle<i64>(wx2, yz2, 0, 2));
  v128.store(to + 3 * step, v128.shuffle<i64>(wx2, yz2, 1, 3));
}

/** Up to 6 rows of A: rows that are missing repeat the last, and are not stored. */
function tile(
  a: usize,
  aRow: usize,
  panel: usize,
  depth: i32,
  c: usize,
  cRow: usize,
  count: i32,
  width: i32,
  edge: usize,
  left: v128,
  right: v128,
  activation: i32,
  slope: f32,
): void {
  const last = a + <usize> (count - 1) * aRow;
  let r0 = a;
  let r1 = min(a + aRow, last);
  let r2 = min(a + 2 * aRow, last);
  let r3 = min(a + 3 * aRow, last);
  let r4 = min(a + 4 * aRow, last);
  let r5 = last;
  let c00 = left, c01 = right, c10 = left, c11 = right, c20 = left, c21 = right;
  let c30 = left, c31 = right, c40 = left, c41 = right, c50 = left, c51 = right;
  const end = panel + (<usize> depth << 5);
  let b0: v128, b1: v128, x: v128;
  // Four steps at a time: a loop's own work (its pointers, the engine's check for interrupts) costs as much as
  // three multiply-adds.
  const stop = panel + (<usize> (depth & ~3) << 5);
  for (; panel < stop; panel += 128) {
    // k
    b0 = v128.load(panel), b1 = v128.load(panel, 16);
    x = v128.load32_splat(r0);
    c00 = fma(x, b0, c00), c01 = fma(x, b1, c01);
    x = v128.load32_splat(r1);
    c10 = fma(x, b0, c10), c11 = fma(x, b1, c11);
    x = v128.load32_splat(r2);
    c20 = fma(x, b0, c20), c21 = fma(x, b1, c21);
    x = v128.load32_splat(r3);
    c30 = fma(x, b0, c30), c31 = fma(x, b1, c31);
    x = v128.load32_splat(r4);
    c40 = fma(x, b0, c40), c41 = fma(x, b1, c41);
    x = v128.load32_splat(r5);
    c50 = fma(x, b0, c50), c51 = fma(x, b1, c51);
    // k + 1
    b0 = v128.load(panel, 32), b1 = v128.load(panel, 48);
    x = v128.load32_splat(r0, 4);
    c00 = fma(x, b0, c00), c01 = fma(x, b1, c01);
    x = v128.load32_splat(r1, 4);
    c10 = fma(x, b0, c10), c11 = fma(x, b1, c11);
    x = v128.load32_splat(r2, 4);
    c20 = fma(x, b0, c20), c21 = fma(x, b1, c21);
    x = v128.load32_splat(r3, 4);
    c30 = fma(x, b0, c30), c31 = fma(x, b1, c31);
    x = v128.load32_splat(r4, 4);
    c40 = fma(x, b0, c40), c41 = fma(x, b1, c41);
    x = v128.load32_splat(r5, 4);
    c50 = fma(x, b0, c50), c51 = fma(x, b1, c51);
    // k + 2
    b0 = v128.load(panel, 64), b1 = v128.load(panel, 80);
    x = v128.load32_splat(r0, 8);
    c00 = fma(x, b0, c00), c01 = fma(x, b1, c01);
    x = v128.load32_splat(r1, 8);
    c10 = fma(x, b0, c10), c11 = fma(x, b1, c11);
    x = v128.load32_splat(r2, 8);
    c20 = fma(x, b0, c20), c21 = fma(x, b1, c21);
    x = v128.load32_splat(r3, 8);
    c30 = fma(x, b0, c30), c31 = fma(x, b1, c31);
    x = v128.load32_splat(r4, 8);
    c40 = fma(x, b0, c40), c41 = fma(x, b1, c41);
    x = v128.load32_splat(r5, 8);
    c50 = fma(x, b0, c50), c51 = fma(x, b1, c51);
    // k + 3
    b0 = v128.load(panel, 96), b1 = v128.load(panel, 112);
    x = v128.load32_splat(r0, 12);
    c00 = fma(x, b0, c00), c01 = fma(x, b1, c01);
    x = v128.load32_splat(r1, 12);
    c10 = fma(x, b0, c10), c11 = fma(x, b1, c11);
    x = v128.load32_splat(r2, 12);
    c20 = fma(x, b0, c20), c21 = fma(x, b1, c21);
    x = v128.load32_splat(r3, 12);
    c30 = fma(x, b0, c30), c31 = fma(x, b1, c31);
    x = v128.load32_splat(r4, 12);
    c40 = fma(x, b0, c40), c41 = fma(x, b1, c41);
    x = v128.load32_splat(r5, 12);
    c50 = fma(x, b0, c50), c51 = fma(x, b1, c51);
    r0 += 16, r1 += 16, r2 += 16, r3 += 16, r4 += 16, r5 += 16;
  }
  for (; panel < end; panel += 32) {
    b0 = v128.load(panel), b1 = v128.load(panel, 16);
    x = v128.load32_splat(r0);
    c00 = fma(x, b0, c00), c01 = fma(x, b1, c01);
    x = v128.load32_splat(r1);
    c10 = fma(x, b0, c10), c11 = fma(x, b1, c11);
    x = v128.load32_splat(r2);
    c20 = fma(x, b0, c20), c21 = fma(x, b1, c21);
    x = v128.load32_splat(r3);
    c30 = fma(x, b0, c30), c31 = fma(x, b1, c31);
    x = v128.load32_splat(r4);
    c40 = fma(x, b0, c40), c41 = fma(x, b1, c41);
    x = v128.load32_splat(r5);
    c50 = fma(x, b0, c50), c51 = fma(x, b1, c51);
    r0 += 4, r1 += 4, r2 += 4, r3 += 4, r4 += 4, r5 += 4;
  }
  storeRow(c, c00, c01, width, edge, activation, slope);
  if (count > 1) storeRow(c + cRow, c10, c11, width, edge, activation, slope);
  if (count > 2) storeRow(c + 2 * cRow, c20, c21, width, edge, activation, slope);
  if (count > 3) storeRow(c + 3 * cRow, c30, c31, width, edge, activation, slope);
  if (count > 4) storeRow(c + 4 * cRow, c40, c41, width, edge, activation, slope);
  if (count > 5) storeRow(c + 5 * cRow, c50, c51, width, edge, activation, slope);
}

/** One row of a tile, through its activation; of a narrow panel only the columns that are there. */
function storeRow(
  c: usize,
  left: v128,
  right: v128,
  width: i32,
  edge: usize,
  activation: i32,
  slope: f32,
): void {
  const y0 = activate(left, activation, slope), y1 = activate(right, activation, slope);
  if (width == PANEL) {
    v128.store(c, y0);
    v128.store(c, y1, 16);
    return;
  }
  v128.store(edge, y0);
  v128.store(edge, y1, 16);
  memory.copy(c, edge, <usize> width << 2);
}
