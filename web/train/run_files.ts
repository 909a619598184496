/** The files of a run folder that a page reads and writes, by their names. */
export const RUN_FILES = [
  "run.json",
  "metrics.jsonl",
  "model.safetensors",
  "checkpoint.safetensors",
] as const;

/** The name of such a file. */
export type RunFile = typeof RUN_FILES[number];

/** The bytes of a run's files, those that there are. */
export type RunFiles = { readonly [name in RunFile]?: Uint8Array<ArrayBuffer> };
