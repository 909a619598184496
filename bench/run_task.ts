import { fileURLToPath } from "node:url";
import config from "../deno.json" with { type: "json" };
import { UserError } from "../lib/user_error.ts";

/** How a task ran. */
export interface TaskRun {
  /** From the process' start to its end. */
  readonly seconds: number;
  /** The most memory that was resident, in bytes. */
  readonly peakBytes: number;
}

const root = fileURLToPath(new URL("../", import.meta.url));
const preload = fileURLToPath(new URL("report_peak.ts", import.meta.url));

/** Runs a task of deno.json with the rights that it has there. @throws {UserError} if it fails */
export async function runTask(
  task: keyof typeof config.tasks,
  args: readonly string[],
): Promise<TaskRun> {
  const [, run, ...command] = config.tasks[task].command.split(" ");
  const report = await Deno.makeTempFile();
  const started = performance.now();
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [run, "--preload", preload, ...command, ...args],
    cwd: root,
    env: { BENCH_PEAK_FILE: report, NO_COLOR: "1" },
  }).output();
  const seconds = (performance.now() - started) / 1000;
  const peakBytes = Number(await Deno.readTextFile(report));
  await Deno.remove(report);
  if (success) return { seconds, peakBytes };
  throw new UserError(`deno task ${task} failed: ${new TextDecoder().decode(stderr).trim()}`);
}
