import { del, get, keys, set } from "../../lib/deps/idb_keyval.ts";
import { parseRunRecord } from "../../lib/run/parse_run_record.ts";
import type { RunRecord } from "../../lib/run/run_record.ts";
import { RUN_FILES, type RunFile, type RunFiles } from "./run_files.ts";

/** A run that this browser keeps. */
export interface KeptRun {
  /** By which it is kept. */
  readonly id: string;
  readonly record: RunRecord;
}

/** Keeps one file of a run in this browser; it is there complete, or as it was before. */
export async function keepFile(
  id: string,
  name: RunFile,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  await set([id, name], bytes);
}

/** The runs that this browser keeps and that can be opened, newest first. */
export async function keptRuns(): Promise<KeptRun[]> {
  const known = (await keys()).filter((key): key is [string, RunFile] => Array.isArray(key));
  // A run has a checkpoint from its first epoch on, or from when it was stopped.
  const ids = known.filter(([, name]) => name === "checkpoint.safetensors").map(([id]) => id);
  const runs: KeptRun[] = [];
  for (const id of ids) {
    const bytes = await get<Uint8Array>([id, "run.json"]);
    if (bytes) runs.push({ id, record: parseRunRecord(new TextDecoder().decode(bytes)) });
  }
  return runs.toSorted((a, b) => b.record.startedAt.localeCompare(a.record.startedAt));
}

/** The files of a run that this browser keeps. */
export async function keptFiles(id: string): Promise<RunFiles> {
  const files: { [name in RunFile]?: Uint8Array<ArrayBuffer> } = {};
  for (const name of RUN_FILES) {
    const bytes = await get<Uint8Array<ArrayBuffer>>([id, name]);
    if (bytes) files[name] = bytes;
  }
  return files;
}

/** Forgets a run. */
export async function forgetRun(id: string): Promise<void> {
  for (const name of RUN_FILES.toReversed()) await del([id, name]);
}

/** A name for a run that begins now, which no other has: what it is, and when. */
export function newRunId(task: string, seed: unknown): string {
  return `${task}, seed ${seed}, ${new Date().toISOString()}`;
}
