import { useBackend } from "../../backend/use_backend.ts";
import { loadMnist } from "../../data/mnist.ts";
import { methodCurves } from "../../figure/method_curves.ts";
import { summary } from "../../math/summary.ts";
import { OutputFolder } from "../../run/output_folder.ts";
import type { Seed } from "../../math/seed.ts";
import { recordedSeed } from "../../run/recorded_seed.ts";
import { UserError } from "../../user_error.ts";
import { listOf, oneOf, type Options, wholeNumber } from "../flags.ts";
import { restartLine } from "../interruption.ts";
import { backend, data, force, out, perJob, seed, threads } from "../lab_flags.ts";
import { writePicture } from "../pictures.ts";
import { earlierResults } from "../sweep/earlier_results.ts";
import { epochsOf, type SweepRun } from "../sweep/grid.ts";
import { imagesOf } from "../sweep/images_of.ts";
import { seedsFlag } from "../seed_flag.ts";
import { isDone } from "../sweep/is_done.ts";
import { trainAll } from "../sweep/train_all.ts";
import { type Stop, stopOf } from "../stop.ts";
import type { Terminal } from "../terminal.ts";
import { checkImages } from "./check_images.ts";
import { type CureSummary, cureTables } from "./cure_lines.ts";
import { measure, type Measured } from "./measure.ts";
import { recommendation } from "./recommendation.ts";
import { METHOD_NAMES, type MethodName, METHODS } from "./methods.ts";

/** The flags of `deno task cures`. */
export const CURES_FLAGS = {
  methods: {
    ...listOf(
      oneOf("the methods to compare (default: all of them)", METHOD_NAMES[0], METHOD_NAMES),
    ),
    value: "NAME,...",
  },
  seeds: seedsFlag(
    seed,
    "the seeds of the runs, one of each method for each seed; each from -2^63 to 2^64 - 1 (default: 0-2)",
  ),
  epochs: wholeNumber(
    "the number of passes over the training images, the same for all methods",
    15,
    1,
  ),
  images: wholeNumber(
    "the number of training images, the first ones of the file (default: all)",
    undefined,
    1,
  ),
  data,
  backend,
  threads: { ...threads, description: perJob(threads.description) },
  jobs: wholeNumber("the number of trainings that run at the same time", 1, 1, 64),
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
  options: Options<typeof CURES_FLAGS>,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const { methods = METHOD_NAMES, seeds = [0, 1, 2], out, force, jobs } = options;
  const { epochs, images, data, backend, threads = jobs > 1 ? 1 : undefined } = options;
  const shared = { epochs, images, data, backend, threads };
  await checkImages({ data, images }, terminal);
  const plan = (method: MethodName, seed: Seed): SweepRun => {
    const name = `${method}_seed-${seed}`;
    return {
      name,
      folder: `${out}/${name}`,
      options: { ...METHODS[method].options, ...shared, seed },
    };
  };
  const runs = seeds.flatMap((seed) => methods.map((method) => plan(method, seed)));
  const todo: SweepRun[] = [];
  const look = imagesOf();
  for (const run of runs) if (!await isDone(run, look)) todo.push(run);
  const files = ["cures.json", "cures.png"];
  using folder = await OutputFolder.open(out, {
    ...{ task: "cures", files, force },
    earlier: earlierResults("cures.json", ["method", "seed", "fittedBound"], /^cures\.(json|png)$/),
  });
  terminal.note(
    `${todo.length} of ${runs.length} runs to train, ${
      todo.reduce((sum, run) => sum + epochsOf(run), 0)
    } epochs in all, ${jobs} at a time, results in ${out}. Ctrl-C stops; the same command resumes.`,
  );
  const again = restartLine("cures", out);
  const failures = await trainAll(todo, { again, jobs, terminal, signal });
  if (failures.length > 0) {
    throw new UserError(
      ["some runs failed; the same command tries them again:", ...failures].join("\n  "),
    );
  }

  const used = await useBackend(backend, { threads });
  terminal.note(`measuring ${runs.length} runs on the test images, backend ${used}`);
  const test = await loadMnist({ source: data, split: "test" });
  const measured = new Map<MethodName, Measured[]>();
  const rows = [];
  for (const method of methods) {
    for (const seed of seeds) {
      if (signal.aborted) throw unmeasured(signal, again);
      const result = await measure(plan(method, seed).folder, test);
      measured.set(method, [...measured.get(method) ?? [], result]);
      const { epochs: _, ...numbers } = result;
      rows.push({
        method,
        seed: recordedSeed(seed),
        ...METHODS[method].options,
        ...shared,
        ...numbers,
      });
    }
  }
  await folder.write("cures.json", JSON.stringify(rows, null, 2) + "\n");
  const summaries = methods.map((method) =>
    summarise(METHODS[method].title, measured.get(method)!)
  );
  terminal.say();
  for (const line of cureTables(summaries)) terminal.say(line);
  terminal.say();
  const contestants = methods.map((method) => ({
    title: METHODS[method].title,
    losses: measured.get(method)!.map(({ lossAtBetaOne }) => lossAtBetaOne),
    bounds: measured.get(method)!.map(({ fittedBound }) => fittedBound),
  }));
  for (const line of recommendation(contestants)) terminal.say(line);
  const series = methods.map((method) => ({
    name: METHODS[method].title,
    runs: measured.get(method)!.map(({ epochs }) => epochs),
  }));
  const canvas = await methodCurves({
    title: `Cures of posterior collapse, n = ${seeds.length} ${
      seeds.length === 1 ? "seed" : "seeds"
    } each`,
    series,
  });
  await writePicture(folder, "cures.png", canvas);
  terminal.note(`results in ${out}: cures.json, cures.png, and a folder for each run`);
}

/** Stopped when all is trained: measuring takes no long time, and nothing of it is kept. */
function unmeasured(signal: AbortSignal, again: string): Stop {
  const stop = stopOf(signal);
  return stop.told(
    `${stop.what} while measuring. All runs are trained; to measure them: ${again}`,
  );
}

function summarise(title: string, runs: readonly Measured[]): CureSummary {
  const over = (name: Exclude<keyof Measured, "state" | "sha256" | "epochs">) =>
    summary(runs.map((run) => run[name]));
  return {
    title,
    lossAtBetaOne: over("lossAtBetaOne"),
    reconstruction: over("reconstruction"),
    kl: over("kl"),
    activeUnits: over("activeUnits"),
    information: over("information"),
    bound: over("bound"),
    variance: over("variance"),
    fittedBound: over("fittedBound"),
    fittedVariance: over("fittedVariance"),
    states: runs.map(({ state }) => state),
  };
}
