import { fileURLToPath } from "node:url";
import type { Begin } from "../../experiment/sweep/begin.ts";
import type { SweepRun } from "../../experiment/sweep/grid.ts";
import type { TrainTaskOptions } from "../../experiment/train_options.ts";
import { flagName } from "../flags.ts";
import { invocation } from "../invocation.ts";
import { shellWord } from "../shell_word.ts";
import { TASKS } from "../tasks.ts";

/** The flags with which `deno task train` does a run. */
export function trainFlags(options: Partial<TrainTaskOptions>, folder: string): string[] {
  const all = { ...options, out: folder, quiet: true };
  return Object.entries(all).flatMap(([name, value]) =>
    value === undefined || value === false
      ? []
      : value === true
      ? [flagName(name)]
      : [flagName(name), String(value)]
  );
}

/** The arguments of a Deno that does the same without the task runner. */
export function trainArguments(options: Partial<TrainTaskOptions>, folder: string): string[] {
  return [...trainProgram(), TRAIN.href, ...trainFlags(options, folder)];
}

/** The script, in a clone or at its address. */
const TRAIN = new URL("../../../scripts/train.ts", import.meta.url);

/** What follows `deno` before the script. */
function trainProgram(): string[] {
  return ["run", ...TASKS.train.flags, "--no-prompt", ...TASKS.train.permissions];
}

/** The arguments of a Deno that starts it where there is no network, but for its flags. */
export function offlineTrainArguments(): string[] {
  const script = TRAIN.protocol === "file:" ? fileURLToPath(TRAIN) : TRAIN.href;
  return [...trainProgram(), "--cached-only", script];
}

/** The same as a line for a shell: in a clone of this repository on any machine, or by URL. */
export function trainLine({ options, folder }: SweepRun, begin: Begin): string {
  const train = invocation("train", { out: folder, quiet: true });
  return [train, ...trainFlags({ ...options, [begin]: true }, folder).map(shellWord)].join(" ");
}
