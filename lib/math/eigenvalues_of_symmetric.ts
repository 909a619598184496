import { EigenvalueDecomposition, Matrix } from "../deps/ml_matrix.ts";

/**
 * All eigenvalues of a symmetric matrix in float64, the largest first: tridiagonalised by Householder's
 * reflections, then by the implicit QL algorithm. 784 x 784 take about a second.
 *
 * @param matrix row by row, [n * n]
 * @returns descending, [n]
 * @throws {RangeError} if the matrix is not square, not symmetric, or holds what is no finite number
 *
 * @example
 * ```ts
 * import { eigenvaluesOfSymmetric } from "./eigenvalues_of_symmetric.ts";
 *
 * eigenvaluesOfSymmetric([2, 1, 1, 2]); // Float64Array [3, 1]
 * ```
 */
export function eigenvaluesOfSymmetric(matrix: ArrayLike<number>): Float64Array {
  const n = Math.sqrt(matrix.length);
  if (!Number.isInteger(n)) {
    throw new RangeError(`wanted a square matrix, got ${matrix.length} numbers`);
  }
  if (n === 0) return new Float64Array();
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
  const { realEigenvalues } = new EigenvalueDecomposition(new Matrix(rows), {
    assumeSymmetric: true,
  });
  return Float64Array.from(realEigenvalues).sort().reverse();
}
