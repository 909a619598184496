import type { DataSet } from "./data_set.ts";

/**
 * What an image shows, in words: `a 7`, or its label's name, `boot`; `undefined` where that is not known.
 *
 * @param image its number, from 0 on
 */
export function labelText(
  { labels, labelNames }: Pick<DataSet, "labels" | "labelNames">,
  image: number,
): string | undefined {
  if (!labels) return undefined;
  return labelNames ? labelNames[labels[image]] : `a ${labels[image]}`;
}
