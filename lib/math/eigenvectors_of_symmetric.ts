import { EigenvalueDecomposition, Matrix } from "../deps/ml_matrix.ts";
import { symmetricRows } from "./symmetric_rows.ts";

/** An eigenvalue and its eigenvector. */
export interface Eigenpair {
  /** The eigenvalue. */
  readonly value: number;
  /** Of length 1; its largest component, by magnitude, is positive. [n] */
  readonly vector: Float64Array;
}

/**
 * The eigenvalues and eigenvectors of a symmetric matrix in float64, the largest eigenvalue first, as
 * `eigenvaluesOfSymmetric` computes them. The vectors are orthogonal.
 *
 * @param matrix row by row, [n * n]
 * @throws {RangeError} if the matrix is not square, not symmetric, or holds what is no finite number
 *
 * @example
 * ```ts
 * import { eigenvectorsOfSymmetric } from "./eigenvectors_of_symmetric.ts";
 *
 * eigenvectorsOfSymmetric([3, 0, 0, 5]); // 5 with [0, 1], then 3 with [1, 0]
 * ```
 */
export function eigenvectorsOfSymmetric(matrix: ArrayLike<number>): Eigenpair[] {
  const rows = symmetricRows(matrix);
  if (rows.length === 0) return [];
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(new Matrix(rows), {
    assumeSymmetric: true,
  });
  return realEigenvalues
    .map((value, column) => {
      const vector = Float64Array.from(eigenvectorMatrix.getColumn(column));
      const largest = vector.reduce((a, b) => Math.abs(b) > Math.abs(a) ? b : a, 0);
      return { value, vector: largest < 0 ? vector.map((component) => -component) : vector };
    })
    .sort((a, b) => b.value - a.value);
}
