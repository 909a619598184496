/**
 * The inverse of a lower triangle, by forward substitution, in float64.
 *
 * @param factor row by row; only its lower triangle is read, and its diagonal must not be 0. [d * d]
 * @returns the inverse row by row, 0 above the diagonal. [d * d]
 */
export function invertTriangle(factor: ArrayLike<number>, d: number): Float64Array {
  const inverse = new Float64Array(d * d);
  for (let column = 0; column < d; column++) {
    for (let i = column; i < d; i++) {
      let rest = i === column ? 1 : 0;
      for (let j = column; j < i; j++) rest -= factor[i * d + j] * inverse[j * d + column];
      inverse[i * d + column] = rest / factor[i * d + i];
    }
  }
  return inverse;
}
