import { readRunRecord } from "../../run/read_run_record.ts";
import type { RunRecord } from "../../run/run_record.ts";
import { UserError } from "../../user_error.ts";
import { difference } from "../earlier_run.ts";
import { settle } from "../train_flags.ts";
import { defaultOptions } from "./default_options.ts";
import type { SweepRun } from "./grid.ts";

/**
 * Whether a run is whole in its folder: then it need not be done again. One that was cut short, or
 * whose `run.json` is broken, is to be done.
 *
 * @throws {UserError} if a run of other options lies there
 */
export async function isDone({ folder, options }: SweepRun): Promise<boolean> {
  let record: RunRecord;
  try {
    record = await readRunRecord(folder);
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
  const wanted = { task: "train", options: settle({ ...defaultOptions(), ...options }) };
  const other = difference(record, wanted);
  if (!other) return record.finishedAt !== undefined;
  throw new UserError(`${folder} holds another run: ${other}. Choose another folder with --out.`);
}
