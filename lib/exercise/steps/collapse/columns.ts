/** A matrix, row by row. */
export type Rows = readonly (readonly number[])[];

/** The columns of a matrix: what a unit gives for all images. [B, d] -> [d, B] */
export function columns(rows: Rows): number[][] {
  return rows[0].map((_, j) => rows.map((row) => row[j]));
}

/** Sum of some numbers. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Mean of some numbers, in float64. */
export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** Variance of some numbers about their mean: the mean of the squared distances. */
export function variance(values: readonly number[]): number {
  const centre = mean(values);
  return mean(values.map((value) => (value - centre) ** 2));
}
