import { UserError } from "../../user_error.ts";

/** What every checkout has, and nobody deletes. */
const FILE = new URL("../../../deno.json", import.meta.url);

/**
 * Keeps other processes from installing or removing until it is disposed, or this process ends, however
 * it ends: the system holds the lock, so that none is ever left behind.
 *
 * @throws {UserError} if another process has it
 */
export async function lockNative(file: URL = FILE): Promise<Disposable> {
  const lock = await Deno.open(file);
  if (await lock.tryLock(true)) return lock;
  lock.close();
  throw new UserError(
    "another deno task native is at work here. Wait for it, and run this one again.",
  );
}
