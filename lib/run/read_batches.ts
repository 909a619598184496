import { readPlainFile } from "../file/read_plain_file.ts";
import type { BatchEvent } from "../train/train.ts";
import { UserError } from "../user_error.ts";
import { parseMetricsLine } from "./metrics_line.ts";
import { MAX_METRICS } from "./metrics_position.ts";

/**
 * Every batch of the run in a run folder, in order.
 *
 * @param batches batches of an epoch
 * @throws {UserError} if `metrics.jsonl` is missing, or holds what no run wrote
 */
export async function readBatches(folder: string, batches: number): Promise<BatchEvent[]> {
  const file = `${folder}/metrics.jsonl`;
  const bytes = await readPlainFile(file, MAX_METRICS);
  if (!bytes) throw new UserError(`no ${file}: wanted the batches of the run in ${folder}.`);
  const lines = new TextDecoder().decode(bytes).split("\n");
  if (lines.pop() !== "") throw new UserError(`${file}: its last line was cut short.`);
  return lines.map((line, i) => {
    const batch = parseMetricsLine(line, batches);
    if (batch) return batch;
    throw new UserError(`${file}: line ${i + 1} is none that a run wrote.`);
  });
}
