import type { DataSet } from "./data_set.ts";
import { labelCount } from "./label_count.ts";

/**
 * What the labels are called, by their numbers: their names, or else `0`, `1` up to the largest. None without
 * labels.
 */
export function labelList(data: Pick<DataSet, "labels" | "labelNames">): readonly string[] {
  if (data.labels && data.labelNames) return data.labelNames;
  return Array.from({ length: labelCount(data) }, (_, label) => `${label}`);
}
