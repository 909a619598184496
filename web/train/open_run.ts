import { parseRunRecord } from "../../lib/run/parse_run_record.ts";
import { UserError } from "../../lib/user_error.ts";
import { type TaskName, TRAINING_TASKS } from "../state.ts";
import { words } from "../words.ts";
import { newRunId } from "./kept_runs.ts";
import type { RunFiles } from "./run_files.ts";
import { show } from "./trainings.ts";

/**
 * Opens a run where it stands; nothing is trained, and none of its files changes, until it is asked to go on.
 *
 * @param known by which the browser keeps it, if it does
 * @throws {UserError} if it is no run that this page can continue
 */
export function openRun(files: RunFiles, known?: string): void {
  const bytes = files["run.json"];
  if (!bytes) throw new UserError(words.train.noRunFiles);
  const { task, seed } = parseRunRecord(new TextDecoder().decode(bytes));
  if (!Object.hasOwn(TRAINING_TASKS, task)) throw new UserError(words.train.otherTask(task));
  show([{
    ...{ task: task as TaskName, given: {}, id: known ?? newRunId(task, seed) },
    ...{ earlier: files, pace: "pause" },
  }]);
}
