import { begin } from "../../experiment/sweep/begin.ts";
import { collect, type SweepResults } from "../../experiment/sweep/collect.ts";
import { epochsOf, type SweepRun } from "../../experiment/sweep/grid.ts";
import { runCosts } from "../../experiment/sweep/run_costs.ts";
import { openSweep, sweep as sweepRuns, undoneRuns } from "../../experiment/sweep/sweep.ts";
import { UserError } from "../../user_error.ts";
import { restartLine } from "../resume_line.ts";
import type { Terminal } from "../terminal.ts";
import { estimateLines } from "./estimate_lines.ts";
import { plan } from "./plan.ts";
import { saySlurmScript } from "./say_slurm_script.ts";
import { startApart } from "./start_apart.ts";
import { summaryLines } from "./summary_lines.ts";
import type { SweepOptions } from "./sweep_flags.ts";
import { SweepProgress } from "./sweep_progress.ts";
import { trainLine } from "./train_arguments.ts";

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
  const { out, jobs, list, slurm, force, collect: folders, estimate } = options;
  if (folders) {
    using folder = await openSweep(out, force);
    return sayResults(out, await collect(folders, folder), terminal);
  }
  if (estimate) {
    const { costs, leftOut } = await runCosts(estimate);
    for (const reason of leftOut) terminal.note(`left out: ${reason}`);
    for (const line of estimateLines(costs)) terminal.say(line);
    return;
  }
  const runs = plan(options);
  if (slurm) return saySlurmScript(await undoneRuns(runs), out, terminal);
  if (list) {
    for (const run of await undoneRuns(runs)) {
      terminal.say(trainLine(run, await begin(run.folder)));
    }
    return;
  }
  const settings = { out, force, jobs, signal, start: startApart, tell: terminal.caution };
  const again = restartLine("sweep", out);
  using progress = new SweepProgress(terminal, { again, signal });
  for await (const event of progress.follow(sweepRuns(runs, settings))) {
    if (event.kind === "plan") terminal.note(planLine(event, options));
    if (event.kind === "results") sayResults(out, event.results, terminal);
  }
  const { failures } = progress;
  if (failures.length === 0) return;
  throw new UserError(
    [`${failures.length} of ${runs.length} runs failed; the same command tries them again:`]
      .concat(failures).join("\n  "),
  );
}

function planLine(
  { runs, todo }: { readonly runs: readonly SweepRun[]; readonly todo: readonly SweepRun[] },
  { jobs, out }: SweepOptions,
): string {
  const epochs = todo.reduce((sum, run) => sum + epochsOf(run), 0);
  const done = runs.length - todo.length;
  if (todo.length === 0) return `all ${count(done, "run")} are done`;
  return `${count(todo.length, "run")} to train, ${
    count(epochs, "epoch")
  } in all, ${jobs} at a time, ` +
    `results in ${out}${done > 0 ? `; ${count(done, "run")} done already` : ""}. ` +
    `Ctrl-C stops; the same command resumes.`;
}

function sayResults(
  out: string,
  { groups, theory, leftOut, files }: SweepResults,
  { say, note }: Terminal,
): void {
  for (const reason of leftOut) note(`left out: ${reason}`);
  for (const line of summaryLines(groups, theory)) say(line);
  note(`results in ${out}: ${files.join(", ")}`);
}

/** `1 run`, `2 runs`. */
function count(n: number, thing: string): string {
  return `${n} ${thing}${n === 1 ? "" : "s"}`;
}
