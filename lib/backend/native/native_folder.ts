/**
 * Where `deno task native` keeps TensorFlow's library: `native/` beside deno.json.
 *
 * @returns the folder's URL with a slash at its end; `undefined` when this code was not loaded from a
 * checkout but by URL, or is one file with the script (deno task share)
 */
export function nativeFolder(): URL | undefined {
  const folder = new URL("../../../native/", import.meta.url);
  const alone = import.meta.url === Deno.mainModule;
  return folder.protocol === "file:" && !alone ? folder : undefined;
}
