import { join } from "node:path";
import type { SiteRun } from "../../../web/site.ts";
import { readRunRecord } from "../../run/read_run_record.ts";
import { UserError } from "../../user_error.ts";
import { liesBelow } from "./content.ts";

/** The files of a run that the page may read. */
export const RUN_FILES: readonly string[] = [
  "run.json",
  "metrics.jsonl",
  "model.safetensors",
  "checkpoint.safetensors",
];

/** The page lists no more runs than these. */
const MOST = 200;

/**
 * The runs directly in a folder, the newest first. What is no run folder, or a symbolic link, is left out.
 */
export async function siteRuns(folder: string): Promise<SiteRun[]> {
  const runs: SiteRun[] = [];
  for (const name of await newestFirst(folder)) {
    if (runs.length === MOST) break;
    if (!await holdsRun(join(folder, name))) continue;
    const there = await Promise.all(RUN_FILES.map((file) => liesBelow(folder, join(name, file))));
    const files = RUN_FILES.filter((_, i) => there[i]);
    runs.push({ name, path: `runs/${encodeURIComponent(name)}`, files });
  }
  return runs;
}

/** The folders in a folder that hold a `run.json`, by the time that it was written. */
async function newestFirst(folder: string): Promise<string[]> {
  const found: { readonly name: string; readonly written: number }[] = [];
  for (const name of await subfolders(folder)) {
    const record = join(name, "run.json");
    if (!await liesBelow(folder, record)) continue;
    const stat = await Deno.stat(join(folder, record)).catch(() => undefined);
    if (stat) found.push({ name, written: stat.mtime?.getTime() ?? 0 });
  }
  return found
    .sort((a, b) => b.written - a.written || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
}

/** The names of the folders in a folder: of those that a URL can name, and of no symbolic link. */
export async function subfolders(folder: string): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      if (isDirectory && name.isWellFormed()) names.push(name);
    }
  } catch (error) {
    // There may be no runs yet.
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return names;
}

async function holdsRun(folder: string): Promise<boolean> {
  try {
    await readRunRecord(folder);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}
