import { statfs } from "node:fs/promises";
import { UserError } from "../../user_error.ts";
import { bytesText } from "./bytes_text.ts";

/**
 * Makes sure that a folder's disk has room.
 *
 * @param freeBytes asks how much is free
 * @throws {UserError} if it has less
 */
export async function needRoom(
  folder: URL,
  bytes: number,
  freeBytes: (folder: URL) => Promise<number> = freeBytesOf,
): Promise<void> {
  const free = await freeBytes(folder);
  if (free >= bytes) return;
  throw new UserError(
    `too little room on the disk of ${folder.pathname}: wanted ${bytesText(bytes)} while ` +
      `installing, found ${bytesText(free)}.`,
  );
}

async function freeBytesOf(folder: URL): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
