import { UserError } from "../user_error.ts";

/** The beginning of a file. */
export interface FileHead {
  /** The first bytes, as many as were asked for. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Length of the file. */
  readonly size: number;
}

/**
 * Reads the first `atMost` bytes of a file. Takes no more memory than that, and does not wait: what is
 * no plain file (a folder, a device, a pipe) is refused before it is opened, since it may never end.
 *
 * @returns `undefined` if there is no such file
 * @throws {UserError} if it is no plain file, or the system does not let it be read
 */
export async function readHead(
  path: string | URL,
  atMost: number,
): Promise<FileHead | undefined> {
  try {
    const { isFile, isDirectory, size } = await Deno.stat(path);
    if (!isFile) {
      const found = isDirectory ? "a folder" : "a device or a pipe";
      throw new UserError(`cannot read ${path}: it is ${found}; wanted a plain file.`);
    }
    const bytes = new Uint8Array(Math.min(size, atMost));
    using file = await Deno.open(path);
    let length = 0;
    while (length < bytes.length) {
      const read = await file.read(bytes.subarray(length));
      if (read === null) break; // it has become shorter
      length += read;
    }
    return { bytes: bytes.subarray(0, length), size };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    if (error instanceof Deno.errors.NotADirectory) return undefined; // a folder in its path is a file
    if (error instanceof Deno.errors.NotCapable) throw error; // a permission is missing, not a file
    if (error instanceof UserError || !(error instanceof Error)) throw error;
    throw new UserError(`cannot read ${path}: ${error.message}.`, { cause: error });
  }
}
