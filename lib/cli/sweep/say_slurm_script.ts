import { begin } from "../../experiment/sweep/begin.ts";
import type { SweepRun } from "../../experiment/sweep/grid.ts";
import { imagesOf } from "../../experiment/sweep/is_done.ts";
import { runCosts } from "../../experiment/sweep/run_costs.ts";
import { UserError } from "../../user_error.ts";
import { restartLine } from "../resume_line.ts";
import type { Terminal } from "../terminal.ts";
import { slurmRequest } from "./slurm_request.ts";
import { type SlurmRun, slurmScript } from "./slurm_script.ts";
import { offlineTrainArguments, trainFlags } from "./train_arguments.ts";

/** Tasks of an array: Slurm's default allows numbers up to 1,000. */
const MAX_TASKS = 1000;

/** In bytes: Slurm takes no longer script, unless it is set up for one. */
const MAX_SCRIPT = 4 * 2 ** 20;

/** The pixels of the lab's images. */
const PIXELS = 784;

/**
 * Prints the script of a Slurm job array that does these runs; nothing, if there is none.
 *
 * @param out the sweep's folder
 * @throws {UserError} on Windows, and where the script would be too long
 */
export async function saySlurmScript(
  todo: readonly SweepRun[],
  out: string,
  { say, note }: Terminal,
): Promise<void> {
  if (Deno.build.os === "windows") {
    throw new UserError("a script for Slurm has to be printed on a system like those it runs on.");
  }
  if (todo.length === 0) return note("all runs are done: there is nothing to submit");
  const look = imagesOf();
  let imageBytes = 0;
  for (const run of todo) {
    const { images, height, width } = await look(run);
    imageBytes = Math.max(imageBytes, images * (height && width ? height * width : PIXELS));
  }
  const perTask = Math.ceil(todo.length / MAX_TASKS);
  const runs: SlurmRun[] = [];
  for (const { folder, options } of todo) {
    const flags = trainFlags(options, folder).slice(0, -FOLDER_FLAGS);
    runs.push({ begin: await begin(folder), folder, flags }); // it reads a checkpoint: one at a time
  }
  const tasks = Array.from(
    { length: Math.ceil(runs.length / perTask) },
    (_, i) => runs.slice(i * perTask, (i + 1) * perTask),
  );
  const script = slurmScript({
    tasks,
    request: slurmRequest(todo, perTask, await measured(out), imageBytes),
    command: restartLine("sweep", out),
    directory: Deno.cwd(),
    logs: `${out}/slurm`,
    deno: Deno.execPath(),
    cache: await cacheFolder(),
    program: offlineTrainArguments(),
  });
  const { length } = new TextEncoder().encode(script);
  if (length > MAX_SCRIPT) {
    throw new UserError(
      `the script of ${todo.length} runs would take ${length} bytes, and Slurm takes ${MAX_SCRIPT}: ` +
        "divide the sweep, for instance by its seeds.",
    );
  }
  say(script.trimEnd());
}

/** `--out FOLDER --quiet`, which the script adds. */
const FOLDER_FLAGS = 3;

/** What the finished runs of a sweep took; none, before the first has ended. */
async function measured(out: string) {
  try {
    return (await runCosts([out])).costs;
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

/** Where this Deno keeps its packages. */
async function cacheFolder(): Promise<string> {
  const { success, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json"],
    stdin: "null",
    stderr: "null",
  }).output();
  const folder = success && JSON.parse(new TextDecoder().decode(stdout)).denoDir;
  if (typeof folder === "string") return folder;
  throw new UserError("`deno info --json` did not tell where Deno keeps its packages.");
}
