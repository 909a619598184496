import { fileURLToPath } from "node:url";
import config from "../../deno.json" with { type: "json" };
import { asInstalled } from "../as_installed.ts";

/** What a task of deno.json printed, and how it ended. */
export interface TaskResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Starts a task in a process of its own, with the rights that deno.json gives it.
 *
 * @param flags of Deno's own, more than it gives
 */
export function spawnTask(
  task: keyof typeof config.tasks,
  args: readonly string[],
  flags: readonly string[] = [],
) {
  const [, run, ...command] = config.tasks[task].command.split(" ");
  return new Deno.Command(Deno.execPath(), {
    args: [run, ...flags, ...command, ...args],
    cwd: root,
    env: { NO_COLOR: "1", DENO_NO_PROMPT: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Runs a task to its end. What it says is {@linkcode asInstalled}. */
export async function runTask(
  task: keyof typeof config.tasks,
  ...args: string[]
): Promise<TaskResult> {
  const { code, stdout, stderr } = await spawnTask(task, args).output();
  const text = (bytes: Uint8Array) => asInstalled(new TextDecoder().decode(bytes));
  return { status: code, stdout: text(stdout), stderr: text(stderr) };
}

/** Calls `use` with a folder that is there for as long as it takes. */
export async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
