import { readPlainFile } from "../file/read_plain_file.ts";
import { UserError } from "../user_error.ts";
import { MAX_RECORD, parseRunRecord } from "./parse_run_record.ts";
import type { RunRecord } from "./run_record.ts";

/**
 * The run in a run folder.
 *
 * @throws {UserError} if the folder holds no `run.json`, or one that no run wrote: the message names
 * the file and the field
 */
export async function readRunRecord(folder: string): Promise<RunRecord> {
  const file = `${folder}/run.json`;
  const bytes = await readPlainFile(file, MAX_RECORD);
  if (bytes) return parseRunRecord(new TextDecoder().decode(bytes), file);
  throw new UserError(
    `no ${file}: wanted a run folder, which a training task leaves in its \`out\`.`,
  );
}
