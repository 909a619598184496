/**
 * The rows of a symmetric matrix.
 *
 * @param matrix row by row, [n * n]
 * @throws {RangeError} if it is not square, not symmetric, or holds what is no finite number
 */
export function symmetricRows(matrix: ArrayLike<number>): Float64Array[] {
  const n = Math.sqrt(matrix.length);
  if (!Number.isInteger(n)) {
    throw new RangeError(`wanted a square matrix, got ${matrix.length} numbers`);
  }
  const rows = Array.from(
    { length: n },
    (_, i) => Float64Array.from({ length: n }, (_, j) => matrix[i * n + j]),
  );
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const [below, above] = [rows[i][j], rows[j][i]];
      if (below !== above || !Number.isFinite(below)) {
        throw new RangeError(
          `wanted a symmetric matrix of finite numbers, got ${below} at [${i}, ${j}] ` +
            `and ${above} at [${j}, ${i}]`,
        );
      }
    }
  }
  return rows;
}
