import { noteVariety } from "../check_variety.ts";
import { loadImages } from "../load_images.ts";
import { OutputFolder } from "../../run/output_folder.ts";
import { UserError } from "../../user_error.ts";
import { restartLine } from "../interruption.ts";
import type { Terminal } from "../terminal.ts";
import { begin } from "./begin.ts";
import { collect } from "./collect.ts";
import { earlierResults } from "./earlier_results.ts";
import { epochsOf, type SweepRun } from "./grid.ts";
import { imagesOf } from "./images_of.ts";
import { isDone } from "./is_done.ts";
import { plan } from "./plan.ts";
import type { SweepOptions } from "./sweep_flags.ts";
import { trainLine } from "./train_arguments.ts";
import { trainAll } from "./train_all.ts";

/**
 * `deno task sweep`: trains what is not done, each run in a process of its own, then makes the table and
 * the figures.
 *
 * @throws {UserError} if runs failed; the others are done nevertheless
 */
export async function sweep(
  options: SweepOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const { out, jobs, list, force, collect: folders } = options;
  const open = () =>
    OutputFolder.open(out, {
      ...{ task: "sweep", files: ["runs.csv", "runs.json"], force },
      earlier: earlierResults("runs.json", ["run", "seed", "klPerUnit"], RESULTS),
    });
  if (folders) {
    using folder = await open();
    return await collect(folders, folder, terminal);
  }
  const runs = plan(options);
  const todo: SweepRun[] = [];
  const images = imagesOf();
  for (const run of runs) if (!await isDone(run, images)) todo.push(run);
  if (list) {
    for (const run of todo) terminal.say(trainLine(run, await begin(run.folder)));
    return;
  }
  if (todo.length > 0) {
    const source = { source: options.data, count: options.images };
    noteVariety(await loadImages(source, terminal), terminal);
  }
  using folder = await open(); // now: a place to write that is none is told first
  const epochs = todo.reduce((sum, run) => sum + epochsOf(run), 0);
  const done = runs.length - todo.length;
  terminal.note(
    todo.length === 0
      ? `all ${count(done, "run")} are done`
      : `${count(todo.length, "run")} to train, ${
        count(epochs, "epoch")
      } in all, ${jobs} at a time, ` +
        `results in ${out}${done > 0 ? `; ${count(done, "run")} done already` : ""}. ` +
        `Ctrl-C stops; the same command resumes.`,
  );
  const failures = await trainAll(todo, {
    again: restartLine("sweep", out),
    jobs,
    terminal,
    signal,
  });
  if (failures.length < runs.length) await collect([out], folder, terminal);
  if (failures.length === 0) return;
  throw new UserError(
    [`${failures.length} of ${runs.length} runs failed; the same command tries them again:`]
      .concat(failures).join("\n  "),
  );
}

/** What `collect` writes. */
const RESULTS = /^(runs\.(csv|json)|lab\.png|(phase|rate-distortion)-.*\.png)$/;

/** `1 run`, `2 runs`. */
function count(n: number, thing: string): string {
  return `${n} ${thing}${n === 1 ? "" : "s"}`;
}
