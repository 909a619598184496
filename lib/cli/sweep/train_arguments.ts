import config from "../../../deno.json" with { type: "json" };
import { flagName } from "../flags.ts";
import { invocation } from "../invocation.ts";
import { shellWord } from "../shell_word.ts";
import type { Begin } from "./begin.ts";
import type { SweepRun } from "./grid.ts";

/** The flags with which `deno task train` does a run of the sweep. */
export function trainFlags({ options, folder }: SweepRun, begin: Begin): string[] {
  const all = { ...options, out: folder, [begin]: true, quiet: true };
  return Object.entries(all).flatMap(([name, value]) =>
    value === undefined || value === false
      ? []
      : value === true
      ? [flagName(name)]
      : [flagName(name), String(value)]
  );
}

/** The arguments of a Deno that does the same without the task runner. */
export function trainArguments(run: SweepRun, begin: Begin): string[] {
  const [, ...command] = config.tasks.train.command.split(" ");
  const script = command.pop()!;
  return [
    ...command,
    new URL(`../../../${script}`, import.meta.url).href,
    ...trainFlags(run, begin),
  ];
}

/** The same as a line for a shell: in a clone of this repository on any machine, or by URL. */
export function trainLine(run: SweepRun, begin: Begin): string {
  const train = invocation("train", { out: run.folder, quiet: true });
  return [train, ...trainFlags(run, begin).map(shellWord)].join(" ");
}
