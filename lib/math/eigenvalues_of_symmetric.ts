import { EigenvalueDecomposition, Matrix } from "../deps/ml_matrix.ts";
import { symmetricRows } from "./symmetric_rows.ts";

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
  const rows = symmetricRows(matrix);
  if (rows.length === 0) return new Float64Array();
  const { realEigenvalues } = new EigenvalueDecomposition(new Matrix(rows), {
    assumeSymmetric: true,
  });
  return Float64Array.from(realEigenvalues).sort().reverse();
}
