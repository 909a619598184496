/**
 * Every k-th item, with the smallest k that leaves at most `most`: a line of more points than pixels
 * is a blot. Items are picked, not averaged, so that their scatter stays visible.
 *
 * @returns the items left, and k
 *
 * @example Ten items, at most four
 * ```ts
 * import { thin } from "./thin.ts";
 *
 * thin([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 4); // { items: [0, 3, 6, 9], every: 3 }
 * ```
 */
export function thin<T>(items: readonly T[], most: number): { items: T[]; every: number } {
  const every = Math.max(1, Math.ceil(items.length / most));
  return { items: items.filter((_, i) => i % every === 0), every };
}
