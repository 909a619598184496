import { fileURLToPath } from "node:url";
import config from "../../deno.json" with { type: "json" };
import { asInstalled } from "../as_installed.ts";

/** How a script ended, and what it said to the user. */
export interface Ended {
  readonly status: number;
  readonly stderr: string;
}

const root = new URL("../../", import.meta.url);

/** The names of the `--allow-` flags that a task of deno.json has. */
export function rightsOf(task: string): string[] {
  const { command } = config.tasks[task as keyof typeof config.tasks];
  return [...command.matchAll(/--allow-(\S+)/g)].map(([, right]) => right);
}

/** Runs `scripts/NAME.ts` with these rights and no others; it cannot ask for more. */
export async function runScript(
  name: string,
  rights: readonly string[],
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Ended> {
  const flags = rights.map((right) => `--allow-${right}`);
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", ...flags, fileURLToPath(new URL(`scripts/${name}.ts`, root)), ...args],
    cwd: root,
    env: { NO_COLOR: "1", DENO_NO_PROMPT: "1", ...env },
    stdout: "null",
    stderr: "piped",
  }).output();
  return { status: code, stderr: asInstalled(new TextDecoder().decode(stderr)) };
}
