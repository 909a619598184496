import { UserError } from "../user_error.ts";
import { readHead } from "./read_head.ts";

/**
 * Reads a file of at most `atMost` bytes.
 *
 * @returns `undefined` if there is no such file
 * @throws {UserError} if it is longer, or no plain file, or the system does not let it be read
 */
export async function readPlainFile(
  path: string | URL,
  atMost: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const head = await readHead(path, atMost);
  if (head && head.size > atMost) {
    throw new UserError(`${path} has ${head.size} bytes; wanted at most ${atMost}.`);
  }
  return head?.bytes;
}
