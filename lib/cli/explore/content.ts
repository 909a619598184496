import { join } from "node:path";

/** What a request for a file of the site is answered with. */
export interface Content {
  /** Its length in bytes. */
  readonly size: number;
  /** The bytes. Who does not read a stream cancels it, which closes its file. */
  readonly body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** How much of a file is read at once, in bytes. */
const CHUNK = 2 ** 18;

/** The content that lies in memory. */
export function inMemory(body: Uint8Array<ArrayBuffer>): Content {
  return { size: body.length, body };
}

/** The content of a file; `undefined` if there is no such plain file. */
export async function contentOf(path: string | URL): Promise<Content | undefined> {
  try {
    // Before it is opened: a pipe would let us wait.
    if (!(await Deno.stat(path)).isFile) return undefined;
    const file = await Deno.open(path);
    const { size } = await file.stat();
    return { size, body: streamOf(file, size) };
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/**
 * The content of a file below a folder, which may itself be a symbolic link; `undefined` if there is no such
 * plain file, or a symbolic link on the way from the folder to it.
 */
export async function contentBelow(folder: string, path: string): Promise<Content | undefined> {
  return await liesBelow(folder, path) ? await contentOf(join(folder, path)) : undefined;
}

/** Whether a path below a folder leads to a plain file, and through no symbolic link. */
export async function liesBelow(folder: string, path: string): Promise<boolean> {
  try {
    const real = await Deno.realPath(join(folder, path));
    return real === join(await Deno.realPath(folder), path) && (await Deno.stat(real)).isFile;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

/** Whether the system says that there is no such file, or none that this user may read. */
function isAbsent(error: unknown): boolean {
  const { NotFound, NotADirectory, PermissionDenied, FilesystemLoop } = Deno.errors;
  return [NotFound, NotADirectory, PermissionDenied, FilesystemLoop]
    .some((kind) => error instanceof kind);
}

/**
 * The first `size` bytes of a file, which is closed after them: a run that goes on appends to its files, and
 * the length was announced.
 */
function streamOf(file: Deno.FsFile, size: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let left = size;
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      try {
        const chunk = new Uint8Array(Math.min(CHUNK, left));
        const read = left > 0 ? await file.read(chunk) : 0;
        if (read === null) throw new Error(`the file has become ${left} bytes shorter`);
        left -= read;
        if (read > 0) controller.enqueue(chunk.subarray(0, read));
        if (left > 0) return;
        controller.close();
        file.close();
      } catch (error) {
        file.close();
        throw error;
      }
    },
    cancel() {
      file.close();
    },
  }, { highWaterMark: 0 });
}
