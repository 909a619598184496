import config from "../../../deno.json" with { type: "json" };
import { difference } from "../../run/earlier_run.ts";
import { readRunRecord } from "../../run/read_run_record.ts";
import type { RunRecord } from "../../run/run_record.ts";
import { UserError } from "../../user_error.ts";
import type { LabRun } from "./lab_runs.ts";

/**
 * The finished run of the same options, images, backend and version of the lab that lies in a run's folder
 * already, if there is one: to train it again would give the same.
 *
 * @param data what the run would be trained on
 */
export async function finishedRun(
  { task, options }: LabRun,
  data: RunRecord["data"],
): Promise<RunRecord | undefined> {
  if (options.force) return undefined;
  let record: RunRecord;
  try {
    record = await readRunRecord(options.out);
  } catch (error) {
    if (error instanceof UserError) return undefined; // none, or one that no run wrote
    throw error;
  }
  const same = record.finishedAt !== undefined && record.verdict !== undefined &&
    record.versions.lab === config.version &&
    (options.backend === "auto" || options.backend === record.backend) &&
    difference(record, { task, options, data }) === undefined;
  return same ? record : undefined;
}
