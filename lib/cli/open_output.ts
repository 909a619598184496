import { readHead } from "../file/read_head.ts";
import { OutputFolder } from "../run/output_folder.ts";

/** What the flags of a task that trains no run say of its results. */
export interface OutputPlan {
  /** The task's name. */
  readonly task: string;
  /** `--out`. */
  readonly out: string;
  /** `--force`. */
  readonly force: boolean;
}

/** How the files begin that version 0.1.0 wrote, by the end of their names. */
const BEGINNINGS: Readonly<Record<string, RegExp>> = {
  png: /^\x89PNG\r\n/,
  json: /^\{/,
  lock: /^\{/,
  js: /^\/\/ The VAE lab/,
  safetensors: /^[^]{8}\{/,
};

/**
 * Opens `--out` for these files. Version 0.1.0 kept no list of what it wrote: in the folder that is the
 * task's own by default, `out/TASK`, a file of the right kind counts as its earlier result.
 *
 * @throws {UserError} as {@linkcode OutputFolder.open} does
 */
export function openOutput(
  { task, out, force }: OutputPlan,
  files: readonly string[],
): Promise<OutputFolder> {
  const earlier = async (folder: string) => {
    const own = await Promise.all(files.map((name) => isOfItsKind(`${folder}/${name}`)));
    return files.filter((_, i) => own[i]);
  };
  const byDefault = out === `out/${task}`;
  return OutputFolder.open(out, { task, files, force, ...byDefault ? { earlier } : {} });
}

async function isOfItsKind(file: string): Promise<boolean> {
  const head = await readHead(file, 16).catch(() => undefined);
  const beginning = String.fromCharCode(...head?.bytes ?? []);
  return BEGINNINGS[file.slice(file.lastIndexOf(".") + 1)]?.test(beginning) ?? false;
}
