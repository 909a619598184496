import { readHead } from "../../file/read_head.ts";
import { RunFolder } from "../../run/run_folder.ts";
import { UserError } from "../../user_error.ts";

/** The flag with which a run begins: from its checkpoint, or anew whatever lies in its folder. */
export type Begin = "resume" | "force";

/**
 * A run is resumed where it was cut short; one whose checkpoint is broken begins anew, if its `run.json`,
 * which may be broken too, shows that the folder is a run's. (What is nobody's run is left to the training, which refuses it.)
 */
export async function begin(path: string): Promise<Begin> {
  try {
    await new RunFolder(path).readCheckpoint();
    return "resume"; // without a checkpoint it begins anew too
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return await isOfTrain(path) ? "force" : "resume";
  }
}

/** Whether a folder's `run.json` begins as one of `deno task train` does, though it may be cut short. */
async function isOfTrain(path: string): Promise<boolean> {
  const head = await readHead(`${path}/run.json`, 100).catch(() => undefined);
  return /^\{\s*"task":\s*"train"/.test(new TextDecoder().decode(head?.bytes));
}
