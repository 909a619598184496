import type { DataSet } from "../../data/data_set.ts";
import { labelCount } from "../../data/label_count.ts";
import { oneLine } from "../../user_error.ts";
import { table } from "../table.ts";

/** A label, and how many images show it. */
export interface LabelledCount {
  readonly label: number;
  readonly name: string;
  readonly train: number;
  readonly test: number;
}

/** The images of each label; none without labels. A label without images is left out. */
export function labelCounts(train: DataSet, test: DataSet): LabelledCount[] {
  const names = train.labelNames ?? test.labelNames;
  const labels = Math.max(labelCount(train), labelCount(test));
  const [inTrain, inTest] = [train, test].map((data) => {
    const counts = new Array<number>(labels).fill(0);
    data.labels?.forEach((label) => counts[label]++);
    return counts;
  });
  return inTrain
    .map((count, label) => ({
      ...{ label, name: oneLine(names?.[label] ?? `${label}`) },
      ...{ train: count, test: inTest[label] },
    }))
    .filter(({ train, test }) => train + test > 0);
}

/** How many images there are, by label. */
export function labelLines(train: DataSet, test: DataSet): string[] {
  return table([
    ["label", "training", "test"],
    ...labelCounts(train, test).map(({ name, train, test }) => [name, `${train}`, `${test}`]),
    [train.labels ? "all" : "(no labels)", `${train.count}`, `${test.count}`],
  ]);
}
