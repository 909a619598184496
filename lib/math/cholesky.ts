/** A pivot that is not a finite number above 0: there is no factor. */
export interface BadPivot {
  /** The row at which the factorisation ended. */
  readonly pivot: number;
  /** What was to be the square of the factor's diagonal there. */
  readonly value: number;
}

/**
 * The Cholesky factor of a symmetric matrix: the lower triangle L with a positive diagonal and L L^T = the matrix
 * (Golub & Van Loan, Matrix Computations, 4th ed., algorithm 4.2.1), in float64.
 *
 * @param matrix row by row; only its lower triangle is read. [d * d]
 * @returns the factor row by row, 0 above the diagonal [d * d]; or the pivot at which the matrix turned out not to be
 * positive definite
 */
export function cholesky(matrix: ArrayLike<number>, d: number): Float64Array | BadPivot {
  const factor = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i * d + j];
      for (let k = 0; k < j; k++) rest -= factor[i * d + k] * factor[j * d + k];
      if (i === j && !(rest > 0 && rest < Infinity)) return { pivot: i, value: rest };
      factor[i * d + j] = i === j ? Math.sqrt(rest) : rest / factor[j * d + j];
    }
  }
  return factor;
}
