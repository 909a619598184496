import { siteSource } from "./site_source.ts";
import { words } from "./words.ts";

/** What to tell where a file of the site cannot be had, or the program of a worker. */
export function missingFile(path: string): string {
  if (!siteSource().isDocument) return words.common.noServer(path);
  return path.endsWith("_worker.js") ? words.common.noWorker : words.common.notCarried(path);
}
