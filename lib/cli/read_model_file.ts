import { readPlainFile } from "../file/read_plain_file.ts";
import { MAX_MODEL_FILE } from "../run/model_file.ts";
import { UserError } from "../user_error.ts";
import { download } from "./download.ts";

/**
 * The bytes of a model file by its path or its URL; `undefined` if there is none.
 *
 * @throws {UserError} if it is a folder, cannot be read or fetched, or is longer than {@linkcode MAX_MODEL_FILE}
 */
export async function readModelFile(place: string | URL): Promise<Uint8Array | undefined> {
  const path = typeof place === "string" && isUrl(place) ? parseUrl(place) : place;
  if (path instanceof URL && path.protocol !== "file:") return await download(path, MAX_MODEL_FILE);
  if (await Deno.stat(path).then(({ isDirectory }) => isDirectory, () => false)) {
    throw new UserError(
      `${place} is a folder; name a file in it, such as model.safetensors of a run.`,
    );
  }
  return await readPlainFile(path, MAX_MODEL_FILE);
}

/** Whether a place is a URL, not a path (which may begin with a drive's letter). */
export function isUrl(place: string): boolean {
  return /^[a-z][a-z\d+.-]+:\/\//i.test(place);
}

function parseUrl(text: string): URL {
  const url = URL.parse(text);
  if (url && ["http:", "https:", "file:"].includes(url.protocol)) return url;
  throw new UserError(`cannot fetch ${text}: wanted a path, or a URL of http or https.`);
}
