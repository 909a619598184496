import { RunFolder } from "../../run/run_folder.ts";
import { UserError } from "../../user_error.ts";

/** The flag with which a run begins: from its checkpoint, or anew whatever lies in its folder. */
export type Begin = "resume" | "force";

/** A run goes on where it was cut short; one whose checkpoint is broken begins anew. */
export async function begin(folder: string): Promise<Begin> {
  try {
    await new RunFolder(folder).readCheckpoint();
    return "resume"; // without a checkpoint it begins anew too
  } catch (error) {
    if (error instanceof UserError) return "force";
    throw error;
  }
}
