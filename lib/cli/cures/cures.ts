import { cures as compareCures, type CuresEvent } from "../../experiment/cures/cures.ts";
import { METHOD_NAMES, methodOf, METHODS } from "../../experiment/cures/methods.ts";
import type { VariantResults } from "../../experiment/cures/run_variants.ts";
import {
  SCAN_SEEDS,
  scanCure,
  type ScanEvent,
  SCANNED_NAMES,
} from "../../experiment/cures/scan_cure.ts";
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
import { scanLines } from "./scan_lines.ts";

/** The flags of `deno task cures`. */
export const CURES_FLAGS = {
  methods: {
    ...listOf(
      oneOf(
        `the methods to compare (default: all of them but ${
          METHOD_NAMES.filter((name) => methodOf(name).costly).join(", ")
        }, which takes longest by far)`,
        METHOD_NAMES[0],
        METHOD_NAMES,
      ),
    ),
    value: "NAME,...",
  },
  scan: {
    ...oneOf(
      "the method of which to compare the settings with each other, in place of methods",
      undefined,
      SCANNED_NAMES,
    ),
    value: "NAME",
  },
  seeds: {
    ...listOf(seed),
    description:
      "the seeds of the runs, one of each method for each seed; each from -2^63 to 2^64 - 1 (default: 0-2; " +
      `with \`scan\` ${SCAN_SEEDS[0]}-${
        SCAN_SEEDS[SCAN_SEEDS.length - 1]
      }, so that no setting is ` +
      "chosen by the seeds that it is compared with)",
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

/** Which flags do not go together. */
export function curesObjection(
  { scan, methods }: Partial<OptionsOf<typeof CURES_FLAGS>>,
): string | undefined {
  if (scan && methods) {
    return "`scan` cannot be combined with `methods`: it compares one method's settings.";
  }
}

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
  const { methods, scan, seeds, out, force, jobs, epochs, images, data, backend } = options;
  const threads = options.threads ?? (jobs > 1 ? 1 : undefined);
  const settings = {
    ...{ seeds, out, force, jobs, signal },
    shared: { epochs, images, data, backend, threads },
    start: startApart,
    tell: terminal.caution,
  };
  const events: AsyncIterable<CuresEvent | ScanEvent> = scan
    ? scanCure({ method: scan, ...settings })
    : compareCures({ methods, ...settings });
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
      } else if (event.kind === "results") {
        sayResults(event.results, METHODS.constant.title, terminal);
      } else if (event.kind === "scan") {
        const { settings, current } = event.results;
        sayResults(settings, current, terminal);
        for (const line of scanLines(methodOf(scan!).title, event.results)) terminal.say(line);
      }
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
  const name = scan ? `scan-${scan}` : "cures";
  terminal.note(`results in ${out}: ${name}.json, ${name}.png, and a folder for each run`);
}

/** The tables, and what they can carry; the gains are over `baseline`. */
function sayResults(
  results: readonly VariantResults[],
  baseline: string | undefined,
  { say }: Terminal,
): void {
  say();
  for (const line of cureTables(results, baseline)) say(line);
  say();
  const contestants = results.map(({ title, runs }) => ({
    title,
    losses: runs.map(({ lossAtBetaOne }) => lossAtBetaOne),
    bounds: runs.map(({ fittedBound }) => fittedBound),
    seconds: runs.map(({ seconds }) => seconds),
  }));
  for (const line of recommendation(contestants, baseline)) say(line);
}
