/**
 * Where `deno task native` keeps TensorFlow's library: `native/` beside deno.json.
 *
 * @returns the folder's URL with a slash at its end; `undefined` when this code was not loaded from a
 * checkout but by URL
 */
export function nativeFolder(): URL | undefined {
  const folder = new URL("../../../native/", import.meta.url);
  return folder.protocol === "file:" ? folder : undefined;
}
