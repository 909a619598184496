import { UserError } from "../user_error.ts";

/** The name of a run, which its temporary files carry: `20261125T223157414Z`, when it was started. */
export function runId({ startedAt }: { readonly startedAt: string }): string {
  return startedAt.replaceAll(/\W/g, "");
}

/**
 * Writes a file under a temporary name beside its place, flushes it to the disk and renames it, so that
 * a killed run, or a machine that loses power, leaves the old file or the new one, never half of it.
 *
 * @param runId the name of the run that writes: {@linkcode removeTemporary} finds its files by it
 * @throws {UserError} if the folder cannot be written to
 */
export async function writeAtomic(
  path: string,
  content: string | Uint8Array,
  runId: string,
): Promise<void> {
  const temporary = `${path}.${runId}.tmp`;
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  try {
    await writeFlushed(temporary, bytes);
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw unwritable(path, error);
  }
  await flushFolder(path.replace(/[^/\\]*$/, "") || ".");
}

/** Removes what a run that was killed left in a folder under temporary names, and nothing else. */
export async function removeTemporary(folder: string, runId: string): Promise<void> {
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (isFile && name.endsWith(`.${runId}.tmp`)) await Deno.remove(`${folder}/${name}`);
  }
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  // What a killed process left under this name goes; were it a link, writing would follow it to somebody's file.
  await Deno.remove(path).catch(() => {});
  using file = await Deno.open(path, { write: true, createNew: true });
  for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
  await file.sync();
}

/** So that the new name is on the disk too, where a system lets a folder be opened (not Windows). */
async function flushFolder(path: string): Promise<void> {
  try {
    using folder = await Deno.open(path);
    await folder.sync();
  } catch { /* the file itself is complete */ }
}

/** The system's refusal to write, in the user's terms. */
export function unwritable(path: string, error: unknown): unknown {
  if (error instanceof Deno.errors.NotCapable) {
    // Renaming takes the permission to read, too.
    const right = /--allow-\w+/.exec(error.message)?.[0] ?? "--allow-write";
    return new UserError(`cannot write ${path}: Deno has no permission. Add ${right}.`, {
      cause: error,
    });
  }
  // What the system refuses carries its code; anything else is a mistake of ours.
  const code = (error as { code?: string }).code;
  if (!code) return error;
  const cure = code === "ENOSPC" ? "Make room there, or choose" : "Choose";
  return new UserError(
    `cannot write ${path}: ${(error as Error).message}. ${cure} another folder with \`out\`.`,
    { cause: error },
  );
}
