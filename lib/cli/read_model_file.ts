import { readPlainFile } from "../data/read_plain_file.ts";
import { MAX_MODEL_FILE } from "../run/model_file.ts";
import { UserError } from "../user_error.ts";

/**
 * The bytes of a model file by its path or its URL; `undefined` if there is none.
 *
 * @throws {UserError} if it cannot be read or fetched
 */
export async function readModelFile(place: string | URL): Promise<Uint8Array | undefined> {
  const path = /^https?:/.test(`${place}`) && URL.canParse(place) ? new URL(place) : place;
  if (path instanceof URL && path.protocol !== "file:") return await download(path);
  return await readPlainFile(path, MAX_MODEL_FILE);
}

async function download(url: URL): Promise<Uint8Array | undefined> {
  try {
    const response = await fetch(url);
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    await response.body?.cancel();
    return undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error;
    throw new UserError(`cannot fetch ${url}: ${(error as Error).message}. Is there a network?`, {
      cause: error,
    });
  }
}
