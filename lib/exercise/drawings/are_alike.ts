/** How far two pixels may be apart before an eye sees it. */
const UNSEEN = 0.01;

/** Whether two images of one size look the same. */
export function areAlike(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  return a.length === b.length &&
    Array.from(a).every((pixel, i) => Math.abs(pixel - b[i]) <= UNSEEN);
}
