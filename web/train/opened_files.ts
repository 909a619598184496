import { oneLine, UserError } from "../../lib/user_error.ts";
import { words } from "../words.ts";
import { RUN_FILES, type RunFiles } from "./run_files.ts";

/** A run's files among those that were chosen: by their names, also in a zip. */
export async function filesOf(chosen: readonly File[]): Promise<RunFiles> {
  const found: Record<string, Uint8Array> = {};
  const take = (path: string, bytes: Uint8Array) => {
    const name = RUN_FILES.find((name) => path === name || path.endsWith(`/${name}`));
    if (name) found[name] = bytes;
  };
  for (const file of chosen) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (!file.name.endsWith(".zip")) {
      take(file.name, bytes);
      continue;
    }
    const { unzipSync } = await import("../../lib/deps/fflate.ts");
    try {
      for (const [path, content] of Object.entries(unzipSync(bytes))) take(path, content);
    } catch (error) {
      throw new UserError(words.train.noZip(oneLine(file.name)), { cause: error });
    }
  }
  return found;
}
