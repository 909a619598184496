import { kebabCase } from "../../lib/run/option.ts";

/** The command line of a task with these options: `deno task collapse --beta 8`. */
export function commandLine(task: string, given: Readonly<Record<string, unknown>>): string {
  const flags = Object.entries(given).map(([name, value]) =>
    value === true ? `--${kebabCase(name)}` : `--${kebabCase(name)} ${value}`
  );
  return ["deno task", task, ...flags].join(" ");
}
