/** How many times as long each run took as another one's with the same seed. */
export function timesOf(seconds: readonly number[], others: readonly number[]): number[] {
  return seconds.map((value, i) => value / others[i]);
}
