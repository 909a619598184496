import { UserError } from "../user_error.ts";
import { MAX_RECORD } from "./parse_run_record.ts";
import type { RunRecord } from "./run_record.ts";

/**
 * The bytes of `run.json`.
 *
 * @param file how messages call it
 * @throws {UserError} if it would be longer than its readers take
 */
export function recordToBytes(record: RunRecord, file: string): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(JSON.stringify(record, null, 2) + "\n");
  if (bytes.length <= MAX_RECORD) return bytes;
  throw new UserError(`${file} would have ${bytes.length} bytes; wanted at most ${MAX_RECORD}.`);
}
