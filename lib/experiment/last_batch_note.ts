import type { Divisor } from "../train/objective.ts";

/** What tells whether an epoch's last batch is another one than the rest. */
export interface BatchedRun {
  readonly data: { readonly count: number };
  readonly options: { readonly batchSize: number; readonly divisor?: Divisor };
}

/** Why the loss dips at the end of each epoch, where it does. */
export function lastBatchNote({ data, options }: BatchedRun): string | undefined {
  const { batchSize, divisor } = options;
  const rows = data.count % batchSize;
  if (divisor === "rows" || rows === 0 || data.count < batchSize) return undefined;
  const images = rows === 1 ? "1 image" : `${rows} images`;
  return `The last batch of an epoch has ${images}; its error is divided by ${batchSize}, as in the lab.`;
}
