/** A list of numbers as rows of equal length. */
export function rowsOf(values: readonly number[], length: number): number[][] {
  return Array.from(
    { length: values.length / length },
    (_, i) => values.slice(i * length, (i + 1) * length),
  );
}
