import { UserError } from "../user_error.ts";
import { MAX_METRICS, MAX_METRICS_LINE } from "./metrics_position.ts";
import { MAX_RECORD } from "./parse_run_record.ts";
import type { RunOptions } from "./run_options.ts";

/** An epoch in `run.json`, in bytes: its numbers, and those of each unit. */
const EPOCH_BYTES = 800, UNIT_BYTES = 40;

/** Refuses a run whose files would be longer than their readers take, before it takes any time. */
export function refuseTooLong({ epochs, latentSize }: RunOptions, batchesPerEpoch: number): void {
  const metrics = epochs * batchesPerEpoch * MAX_METRICS_LINE;
  const record = epochs * (EPOCH_BYTES + UNIT_BYTES * latentSize);
  if (metrics <= MAX_METRICS && record <= MAX_RECORD) return;
  const most = Math.floor(Math.min(
    MAX_METRICS / (batchesPerEpoch * MAX_METRICS_LINE),
    MAX_RECORD / (EPOCH_BYTES + UNIT_BYTES * latentSize),
  ));
  throw new UserError(
    `${epochs} epochs of ${batchesPerEpoch} batches with ${latentSize} latent units would fill a run folder ` +
      `beyond what can be read back; \`epochs\` takes at most ${most} then.`,
  );
}
