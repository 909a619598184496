/** Whether two lists agree to a part of the largest value. */
export function areClose(
  found: readonly number[],
  wanted: readonly number[],
  tolerance: number,
): boolean {
  if (found.length !== wanted.length) return false;
  const scale = wanted.filter(Number.isFinite)
    .reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-6);
  return wanted.every((value, i) =>
    Number.isFinite(value)
      ? Math.abs(found[i] - value) <= tolerance * scale
      : Object.is(found[i], value)
  );
}
