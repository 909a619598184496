import type { RunRecord } from "./run_record.ts";

/**
 * A run record as this version would have written it: an option that did not exist when the run was made
 * gets the value by which it was computed then.
 *
 * (An option whose default is what an older lab did needs no line here: whoever compares two runs fills
 * in the defaults.)
 */
export function upgradeRecord<R extends Pick<RunRecord, "options">>(record: R): R {
  // Every objective divided by the batch size before --divisor existed.
  return { ...record, options: { divisor: "batch-size", ...record.options } };
}
