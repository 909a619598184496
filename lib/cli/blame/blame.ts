import { checkCount } from "../../data/check_count.ts";
import { checkSameShape } from "../../data/check_same_shape.ts";
import { loadImages } from "../../data/load_images.ts";
import { useBackend } from "../../backend/use_backend.ts";
import { blameModels, type NamedModel } from "../../experiment/blame/blame_models.ts";
import { blameStages } from "../../experiment/blame/blame_stages.ts";
import { refinementCautions } from "../../experiment/blame/refinement_cautions.ts";
import { HEADS } from "../../model/model_options.ts";
import { folders, listOf, oneOf, onOff, path, realNumber, wholeNumber } from "../../run/option.ts";
import {
  backend,
  data,
  force,
  images,
  latentSize,
  model,
  out,
  seed,
  threads,
} from "../../run/run_options.ts";
import { flagName, type Flags, type Options } from "../flags.ts";
import { openOutput } from "../open_output.ts";
import { Progress } from "../progress.ts";
import { restartLine } from "../resume_line.ts";
import { stopOf } from "../stop.ts";
import type { Terminal } from "../terminal.ts";
import { trainedModel } from "../trained_model.ts";
import { blameLines, unitLegend, unitLines } from "./blame_lines.ts";
import { readBlamedModel, type ReadModel } from "./read_models.ts";
import { stageLines } from "./stage_lines.ts";

/** Images whose posteriors are refined, if nothing is said. */
const REFINED = 64;

/** Passes of the longer run, if nothing is said. */
const EPOCHS = 6;

/** The flags of `deno task blame`. */
export const BLAME_FLAGS = {
  runs: {
    ...folders("the run folders, model files or checkpoints to look at (default: the model)"),
    value: "RUN...",
    positional: "optional",
  },
  model,
  reference: path(
    "RUN",
    "the run folder, model file or checkpoint whose loss, once refined, is known to be possible",
    undefined,
  ),
  beta: realNumber(
    "the weight of the KL term (default: what it was at the end of the run; 1 for a model file and with --stages)",
    undefined,
    { above: 0 },
  ),
  refined: wholeNumber(
    "the number of training images, and of test images, whose posteriors are refined, the first ones of each",
    REFINED,
    2,
  ),
  stages: onOff(
    "show the lab's collapse at the start, on the plateau and at the end, in runs that are trained for it",
  ),
  heads: {
    ...listOf(
      oneOf("with --stages, the heads of the runs (default: both)", HEADS[0], HEADS),
    ),
    value: "NAME,...",
  },
  seeds: {
    ...listOf(seed),
    description:
      "with --stages, the seeds of the runs, one of each head for each seed (default: 0)",
  },
  epochs: wholeNumber(
    `with --stages, the number of passes over the training images (default: ${EPOCHS})`,
    undefined,
    1,
  ),
  latentSize: {
    ...latentSize,
    description: "with --stages, the number of latent units (default: 8)",
    default: undefined as number | undefined,
  },
  images,
  data,
  seed: {
    ...seed,
    description: seed.description.replace(
      "of all random numbers",
      "of the noise of the refinement",
    ),
  },
  ...{ backend, threads },
  out: out("blame"),
  force,
} as const satisfies Flags;

/** The values of {@linkcode BLAME_FLAGS}. */
export type BlameFlags = Options<typeof BLAME_FLAGS>;

/** Refuses flags that do not go together. */
export function blameObjection(options: BlameFlags): string | undefined {
  const { stages, runs, model, reference, heads, seeds, epochs, latentSize } = options;
  const [trained, given] = [{ heads, seeds, epochs, latentSize }, { runs, model, reference }];
  const named = (of: object) => Object.entries(of).find(([, value]) => value !== undefined)?.[0];
  const stray = named(stages ? given : trained);
  if (stray) {
    if (!stages) return `${flagName(stray)} belongs to --stages.`;
    const what = stray === "runs" ? "a RUN" : flagName(stray);
    return `${what} cannot be combined with --stages, which trains its own.`;
  }
  if (runs && model !== undefined) {
    return "--model cannot be combined with a RUN: name the file beside it.";
  }
  const twice = runs?.find((run, i) => runs.indexOf(run) !== i);
  if (twice) return `${twice} is there twice.`;
}

/**
 * `deno task blame`: says of trained models whether the encoder or the decoder is to blame for what their losses
 * lack, or trains the collapse and says it at each of its stages.
 */
export async function blame(
  options: BlameFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  try {
    if (options.stages) await stages(options, terminal, signal);
    else await models(options, terminal, signal);
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
    const stop = stopOf(signal);
    const kept = options.stages ? " Runs that were measured are kept;" : "";
    throw stop.told(
      `${stop.what} before all was measured.${kept} Start again with: ${
        restartLine("blame", options.out)
      }`,
    );
  }
}

async function stages(options: BlameFlags, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const { heads, seeds, epochs = EPOCHS, latentSize = 8, beta = 1, refined, out } = options;
  const { images, data, seed, backend, threads, force } = options;
  const progress = new Progress(terminal, epochs);
  const events = blameStages({
    ...{ heads, seeds, epochs, latentSize, beta, refined, out, images, data, seed, backend },
    ...{ threads, force, signal, tell: terminal.caution },
    observe(event) {
      if (event.kind === "batch") progress.batch(event);
    },
  });
  try {
    for await (const event of events) {
      if (event.kind === "plan") {
        terminal.note(
          `${event.todo} of ${event.runs} runs to train and measure, ${epochs} epochs each, backend ` +
            `${event.backend}, results in ${out}. Ctrl-C stops; the same command resumes.`,
        );
      } else if (event.kind === "train") {
        terminal.note(`training: ${event.head} heads, seed ${event.seed}`);
      } else if (event.kind === "measure") {
        progress.pause();
        terminal.note(`measuring: ${event.head} heads, seed ${event.seed}, ${event.stage}`);
      } else {
        for (const line of stageLines(event.stages, event)) terminal.say(line);
        const [first] = event.stages;
        for (const stage of event.stages.filter(({ seed }) => seed === first.seed)) {
          terminal.say();
          for (const line of unitLines(stage)) terminal.say(line);
        }
        terminal.say();
        for (const line of unitLegend()) terminal.say(line);
      }
    }
  } finally {
    progress.pause();
  }
  terminal.note(`results in ${out}: blame.json, blame.png, and a file for each run`);
}

async function models(options: BlameFlags, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const { runs, model, reference, beta, refined, out, force, seed, backend, threads } = options;
  const { data: source, images: count } = options;
  const tell = terminal.caution;
  const training = await loadImages({ source, count }, tell);
  const test = await loadImages({ source, split: "test" }, tell);
  checkSameShape(training, test);
  for (const [images, words] of [[training, "training images"], [test, "test images"]] as const) {
    checkCount(images, {
      ...{ least: 2, images: words, task: "blame" },
      since: "what a loss gains is a mean over them with a standard error",
    });
  }
  const used = await useBackend(backend, { threads, tell });
  terminal.note(`backend: ${used}`);
  const weighted = ({ klWeight = 1, ...rest }: ReadModel): NamedModel => ({
    ...{ ...rest, klWeight: beta ?? klWeight },
  });
  const named: NamedModel[] = [];
  for (const run of runs ?? []) named.push(weighted(await readBlamedModel(run, terminal)));
  if (!runs) {
    const name = model ?? "the model";
    const vae = await trainedModel(model, terminal);
    for (const clause of refinementCautions(vae)) tell(`${name} ${clause}.`);
    named.push(weighted({ name, vae }));
  }
  const references = reference === undefined
    ? []
    : [weighted(await readBlamedModel(reference, terminal))];
  using folder = await openOutput({ task: "blame", out, force }, ["blame.json", "blame.png"]);
  const settings = { models: named, references, training, test, refined, seed, signal };
  for await (const event of blameModels(settings, folder)) {
    if (event.kind === "measure") terminal.note(`refining the posteriors of ${event.name}`);
    else {
      for (const line of blameLines(event.models, event)) terminal.say(line);
      terminal.say();
      for (const line of unitLegend()) terminal.say(line);
    }
  }
  terminal.note(`results in ${out}: blame.json, blame.png`);
}
