import { RunFolder } from "../../run/run_folder.ts";
import { UserError } from "../../user_error.ts";

/** The flag with which a run begins: from its checkpoint, or anew whatever lies in its folder. */
export type Begin = "resume" | "force";

/**
 * A run is resumed where it was cut short; one whose checkpoint is broken begins anew, if its `run.json`
 * shows that the folder is a run's. (What is nobody's run is left to the training, which refuses it.)
 */
export async function begin(path: string): Promise<Begin> {
  const folder = new RunFolder(path);
  try {
    await folder.readCheckpoint();
    return "resume"; // without a checkpoint it begins anew too
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return await folder.earlier() ? "force" : "resume";
  }
}
