/** Numbers in rows, all of the same length: a matrix as JSON holds it. [n, m] */
export type Rows = readonly (readonly number[])[];

/**
 * The rows of a matrix that lies row by row in a flat list. A last row that is not full is left out, so that only a
 * list of n * m numbers comes back complete. [n * m] -> [n, m]
 *
 * @param columns m, the length of a row
 */
export function rowsOf(values: ArrayLike<number>, columns: number): number[][] {
  return Array.from(
    { length: Math.floor(values.length / columns) },
    (_, i) => Array.from({ length: columns }, (_, j) => values[i * columns + j]),
  );
}
