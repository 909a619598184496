/** Whether a shape is the wanted one; one number may come as a number, or as a list or tensor of one. */
export function isSameShape(found: readonly number[], wanted: readonly number[]): boolean {
  if (wanted.length === 0) return found.every((length) => length === 1);
  return found.length === wanted.length && found.every((length, i) => length === wanted[i]);
}
