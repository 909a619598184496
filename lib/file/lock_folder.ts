import { UserError } from "../user_error.ts";
import { unwritable } from "./write_atomic.ts";

/** The file that is locked while a process writes to a folder. */
const LOCK = ".vae-lab.lock";

/** More is not read of what stands in another process's lock. */
const MAX_NOTE = 200;

/**
 * Locks a folder for this process until it is disposed of, or the process ends, however it ends: the lock
 * is the operating system's. What stands in the file is for the message alone.
 *
 * Where a file system has no locks, the folder is not locked.
 *
 * @throws {UserError} if another process has locked it, or the folder cannot be written to
 */
export async function lockFolder(folder: string): Promise<Disposable> {
  const path = `${folder}/${LOCK}`;
  while (true) {
    let file: Deno.FsFile;
    try {
      file = await Deno.open(path, { read: true, write: true, create: true });
    } catch (error) {
      throw unwritable(path, error);
    }
    const locked = await file.tryLock(true).catch(() => undefined);
    if (locked === false) {
      const holder = await readNote(file);
      file.close();
      throw new UserError(
        `${folder} is in use${holder}: another run may still be writing there. Wait until it has ended, or ` +
          `choose another folder with \`out\`.`,
      );
    }
    // Whoever held it before may have removed the file after we opened it.
    if (locked && !await isAt(file, path)) {
      file.close();
      continue;
    }
    if (locked) await writeNote(file);
    return {
      [Symbol.dispose]: () => {
        try {
          Deno.removeSync(path); // first: nobody then waits for a lock on a file that is gone
        } catch { /* the folder has vanished, or Windows lets no open file be removed */ }
        file.close();
      },
    };
  }
}

async function isAt(file: Deno.FsFile, path: string): Promise<boolean> {
  const [opened, found] = [await file.stat(), await Deno.stat(path).catch(() => undefined)];
  return found !== undefined && opened.ino === found.ino && opened.dev === found.dev;
}

/** Who holds the lock, as far as that can be read: ` by process 12, since 2026-11-25T22:31:57.414Z`. */
async function readNote(file: Deno.FsFile): Promise<string> {
  try {
    const bytes = new Uint8Array(MAX_NOTE);
    const length = await file.read(bytes) ?? 0;
    const { process, since } = JSON.parse(new TextDecoder().decode(bytes.subarray(0, length)));
    return Number.isInteger(process) && Date.parse(since)
      ? ` by process ${process}, since ${new Date(since).toISOString()}`
      : "";
  } catch {
    return "";
  }
}

async function writeNote(file: Deno.FsFile): Promise<void> {
  const note = JSON.stringify({ process: Deno.pid, since: new Date().toISOString() });
  try {
    await file.truncate();
    await file.write(new TextEncoder().encode(note));
  } catch { /* a full disk: the lock holds without its note */ }
}
