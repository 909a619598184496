/** Sum of some numbers. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Mean of some numbers. */
export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** Variance of some numbers as that of a whole population: the mean of the squared distances from their mean. */
export function variance(values: readonly number[]): number {
  const centre = mean(values);
  return mean(values.map((value) => (value - centre) ** 2));
}
