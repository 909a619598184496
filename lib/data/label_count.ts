import type { DataSet } from "./data_set.ts";

/** How many labels there are, from 0 on: as many as have names, else up to the largest. 0 without labels. */
export function labelCount({ labels, labelNames }: Pick<DataSet, "labels" | "labelNames">): number {
  if (!labels) return 0;
  return labelNames?.length ?? 1 + labels.reduce((most, label) => Math.max(most, label), 0);
}
