import { join } from "node:path";
import { denoBundle } from "../deno_bundle.ts";

/** The page and its workers, each of which becomes a file of its name; what they share becomes others. */
const ENTRY = /^(main\.tsx|\w+_worker\.ts)$/;

/** What goes with them as it is. */
const PLAIN = ["index.html", "style.css"];

/** The page's own files: their bytes by their paths below the page. */
export type Page = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/**
 * Bundles the page for browsers.
 *
 * @param lab the lab's folder
 * @throws {UserError} that says why it cannot be bundled
 */
export async function bundlePage(lab: URL, signal: AbortSignal): Promise<Page> {
  const folder = await Deno.makeTempDir({ prefix: "vae-lab-page-" });
  try {
    const entries: string[] = [];
    for await (const { name } of Deno.readDir(new URL("web", lab))) {
      if (ENTRY.test(name)) entries.push(`web/${name}`);
    }
    await denoBundle(
      [
        ...["--platform", "browser", "--minify", "--code-splitting"],
        ...["--import-map", "web/import_map.json", "--outdir", folder, ...entries.sort()],
      ],
      lab,
      signal,
    );
    const page = new Map<string, Uint8Array<ArrayBuffer>>();
    await readInto(page, folder);
    for (const name of PLAIN) page.set(name, await Deno.readFile(new URL(`web/${name}`, lab)));
    return page;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Reads all files of a folder. @param at the folder's path below the page, with a slash at its end */
async function readInto(
  page: Map<string, Uint8Array<ArrayBuffer>>,
  folder: string,
  at = "",
): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const file = join(folder, name);
    if (isDirectory) await readInto(page, file, `${at}${name}/`);
    else page.set(at + name, await Deno.readFile(file));
  }
}
