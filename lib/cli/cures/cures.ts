import { cures as compareCures, type MethodResults } from "../../experiment/cures/cures.ts";
import { METHOD_NAMES } from "../../experiment/cures/methods.ts";
import { epochsOf } from "../../experiment/sweep/grid.ts";
import { listOf, oneOf, type OptionsOf, wholeNumber } from "../../run/option.ts";
import { backend, data, force, images, out, seed } from "../../run/run_options.ts";
import { UserError } from "../../user_error.ts";
import { jobs, threadsPerJob } from "../jobs.ts";
import { restartLine } from "../resume_line.ts";
import { stopOf } from "../stop.ts";
import { startApart } from "../sweep/start_apart.ts";
import { SweepProgress } from "../sweep/sweep_progress.ts";
import type { Terminal } from "../terminal.ts";
import { cureTables } from "./cure_lines.ts";
import { recommendation } from "./recommendation.ts";

/** The flags of `deno task cures`. */
export const CURES_FLAGS = {
  methods: {
    ...listOf(
      oneOf("the methods to compare (default: all of them)", METHOD_NAMES[0], METHOD_NAMES),
    ),
    value: "NAME,...",
  },
  seeds: {
    ...listOf(seed),
    description:
      "the seeds of the runs, one of each method for each seed; each from -2^63 to 2^64 - 1 (default: 0-2)",
  },
  epochs: wholeNumber(
    "the number of passes over the training images, the same for all methods",
    15,
    1,
  ),
  ...{ images, data, backend },
  threads: threadsPerJob,
  jobs,
  out: out("cures"),
  force,
};

/**
 * `deno task cures`: trains what is not done, each run in a process and a folder of its own, measures
 * all of them, and makes the table, the figure and the recommendation.
 *
 * @throws {UserError} if runs failed; the others are done nevertheless
 */
export async function cures(
  options: OptionsOf<typeof CURES_FLAGS>,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const { methods, seeds, out, force, jobs, epochs, images, data, backend } = options;
  const threads = options.threads ?? (jobs > 1 ? 1 : undefined);
  const events = compareCures({
    ...{ methods, seeds, out, force, jobs, signal },
    shared: { epochs, images, data, backend, threads },
    start: startApart,
    tell: terminal.caution,
  });
  const again = restartLine("cures", out);
  let trained = false;
  using progress = new SweepProgress(terminal, { again, signal });
  try {
    for await (const event of progress.follow(events)) {
      if (event.kind === "plan") {
        const total = event.todo.reduce((sum, run) => sum + epochsOf(run), 0);
        terminal.note(
          `${event.todo.length} of ${event.runs.length} runs to train, ${total} epochs in all, ` +
            `${jobs} at a time, results in ${out}. Ctrl-C stops; the same command resumes.`,
        );
      } else if (event.kind === "measure") {
        trained = true;
        terminal.note(`measuring ${event.runs} runs on the test images, backend ${event.backend}`);
      } else if (event.kind === "results") sayResults(event.results, terminal);
    }
  } catch (error) {
    if (!trained || !signal.aborted) throw error;
    const stop = stopOf(signal);
    throw stop.told(
      `${stop.what} while measuring. All runs are trained; to measure them: ${again}`,
    );
  }
  if (progress.failures.length > 0) {
    throw new UserError(
      ["some runs failed; the same command tries them again:", ...progress.failures].join("\n  "),
    );
  }
  terminal.note(`results in ${out}: cures.json, cures.png, and a folder for each run`);
}

function sayResults(results: readonly MethodResults[], { say }: Terminal): void {
  say();
  for (const line of cureTables(results)) say(line);
  say();
  const contestants = results.map(({ title, runs }) => ({
    title,
    losses: runs.map(({ lossAtBetaOne }) => lossAtBetaOne),
    bounds: runs.map(({ fittedBound }) => fittedBound),
  }));
  for (const line of recommendation(contestants)) say(line);
}
