import config from "../../deno.json" with { type: "json" };
import { fileURLToPath, pathToFileURL } from "node:url";

const LAB = new URL("../../", import.meta.url);

/**
 * The files by which an editor, and Deno itself, find `@vae/lab/exercise` and the lab's tasks from a folder outside of
 * the lab's, by name; none within, where the lab's own deno.json says it.
 */
export async function configFor(folder: string): Promise<Readonly<Record<string, string>>> {
  const own = await Deno.realPath(folder);
  if (pathToFileURL(`${own}/`).href.startsWith(LAB.href)) return {};
  const lab = fileURLToPath(new URL("deno.json", LAB));
  const settings = {
    tasks: {
      check: `deno task --config ${JSON.stringify(lab)} check --exercise ${JSON.stringify(own)}`,
    },
    imports: { "@vae/lab/exercise": new URL("lib/exercise/mod.ts", LAB).href },
    allowScripts: config.allowScripts,
  };
  return {
    "deno.json": `${JSON.stringify(settings, null, 2)}\n`,
    // A copy, which Deno may change: with it, versions are known without asking a registry.
    "deno.lock": await Deno.readTextFile(new URL("deno.lock", LAB)),
  };
}
