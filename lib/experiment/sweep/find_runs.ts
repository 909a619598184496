import { unreadableFolder } from "../../file/unreadable_folder.ts";
import { UserError } from "../../user_error.ts";

/**
 * The run folders among these folders and in them, however deep; each once.
 *
 * @throws {UserError} if a folder is missing, or holds no run
 */
export async function findRuns(folders: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const folder of folders) {
    const runs = await runsIn(folder);
    if (runs.length === 0) {
      throw new UserError(
        `no run in ${folder}: wanted a run folder (with a run.json), or a folder of run folders.`,
      );
    }
    found.push(...runs);
  }
  return [...new Set(found)];
}

/** The run folders in a folder, or itself, by name. @throws {UserError} if it cannot be read */
export async function runsIn(folder: string): Promise<string[]> {
  let entries: Deno.DirEntry[];
  try {
    entries = await Array.fromAsync(Deno.readDir(folder));
  } catch (error) {
    throw unreadableFolder(folder, error);
  }
  if (entries.some(({ name, isFile }) => isFile && name === "run.json")) return [folder];
  const inner = entries.filter(({ isDirectory }) => isDirectory).map(({ name }) => name).sort();
  return (await Promise.all(inner.map((name) => runsIn(`${folder}/${name}`)))).flat();
}
