/** The Euclidean norm; Math.hypot takes its values as arguments, and 200,000 are too many. */
export function l2Norm(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ** 2;
  return Math.sqrt(sum);
}
