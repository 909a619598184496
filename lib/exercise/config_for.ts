import { fileURLToPath, pathToFileURL } from "node:url";

const LAB = new URL("../../", import.meta.url);

/**
 * The deno.json by which an editor, and Deno itself, find `@vae/lab/exercise` from a folder outside of the lab's;
 * `undefined` within, where the lab's own deno.json says it.
 */
export async function configFor(folder: string): Promise<string | undefined> {
  const own = pathToFileURL(`${await Deno.realPath(folder)}/`).href;
  if (own.startsWith(LAB.href)) return undefined;
  const config = {
    imports: { "@vae/lab/exercise": new URL("lib/exercise/mod.ts", LAB).href },
    lock: { path: fileURLToPath(new URL("deno.lock", LAB)), frozen: true },
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}
