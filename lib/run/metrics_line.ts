import type { BatchEvent } from "../train/train.ts";

/** A batch as a line of `metrics.jsonl`, its end included. */
export function metricsLine(
  { epoch, batch, loss, reconstruction, kl, klWeight }: BatchEvent,
): string {
  return JSON.stringify({ epoch, batch, loss, reconstruction, kl, klWeight }) + "\n";
}

/** The batch in a line; `undefined` if no run wrote it. @param batches batches of an epoch */
export function parseMetricsLine(line: string, batches: number): BatchEvent | undefined {
  try {
    const { epoch, batch, loss, reconstruction, kl, klWeight } = JSON.parse(line);
    const numbers = [epoch, batch, loss, reconstruction, kl, klWeight];
    if (!numbers.every(Number.isFinite)) return undefined;
    return { kind: "batch", epoch, batch, batches, loss, reconstruction, kl, klWeight };
  } catch {
    return undefined;
  }
}
