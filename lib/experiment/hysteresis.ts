import type { Canvas } from "../deps/canvas.ts";
import { hysteresisFigure } from "../figure/hysteresis_figure.ts";
import { realNumber, type TableOf, wholeNumber } from "../run/option.ts";
import type { ModelOptions } from "../model/model_options.ts";
import type { EpochRecord } from "../run/run_record.ts";
import { resume, type RunOptions, runOptions } from "../run/run_options.ts";
import type { TrainingTask } from "../run/training_task.ts";
import type { Spectrum } from "../theory/spectra.ts";
import { thereAndBackObjective } from "../train/there_and_back_objective.ts";
import { objection } from "./train_objection.ts";
import { TRAIN_OPTIONS, type TrainTaskOptions } from "./train_options.ts";

const { architecture, head, likelihood } = TRAIN_OPTIONS;

/** What may be chosen in {@linkcode hysteresis}. */
export interface HysteresisOptions
  extends RunOptions, Pick<TrainTaskOptions, "architecture" | "head" | "likelihood"> {
  /** The weight of the KL term in the first and in the last epoch. */
  readonly lowest: number;
}

/** The table of {@linkcode HysteresisOptions}. */
const HYSTERESIS_OPTIONS: TableOf<HysteresisOptions> = {
  ...runOptions("hysteresis", 30, "rows"),
  epochs: wholeNumber(
    "the number of epochs on the way up and down together, each with a weight of its own",
    30,
    3,
  ),
  beta: realNumber("the weight of the KL term in the middle of the run, its highest", 12, {
    above: 0,
  }),
  lowest: realNumber("the weight of the KL term in the first and in the last epoch", 0.5, {
    above: 0,
  }),
  ...{ architecture, head, likelihood },
  resume: resume("none may differ, `epochs` neither, since the way up and down spans the run"),
};

/** The weight of the KL term through the collapse and back in one run: does the code come back? */
export const hysteresis: TrainingTask<HysteresisOptions> = {
  name: "hysteresis",
  options: HYSTERESIS_OPTIONS,
  divisor: "rows",
  settle: (options) => ({
    ...options,
    head: options.head ?? (options.architecture === "lab" ? "leaky" : "linear"),
  }),
  objection(options) {
    const { lowest, beta } = options;
    if (lowest >= beta) return `\`lowest\` ${lowest} must be below \`beta\` ${beta}.`;
    return objection(options);
  },
  objective: ({ lowest: low, beta: high, epochs }, divisor) =>
    thereAndBackObjective({ low, high, epochs }, divisor),
  model: (options) => options as Partial<ModelOptions>,
  lengthMatters: () => true,
  title: (options) => `${hysteresisTitle(options)}, seed ${options.seed}`,
};

/** What was run, but for the seed. */
export function hysteresisTitle(
  { lowest, beta, architecture, head }: Pick<
    HysteresisOptions,
    "lowest" | "beta" | "architecture" | "head"
  >,
): string {
  const model = { lab: `${head} heads`, linear: "linear VAE", mlp: "MLP" }[architecture];
  return `KL weight ${lowest} to ${beta} and back: ${model}`;
}

/** The two ways of a run there and back. An odd number of epochs has its turn in both. */
export interface Ways {
  /** In the order of training. */
  readonly up: readonly EpochRecord[];
  /** In the order of training. */
  readonly down: readonly EpochRecord[];
}

/** The two ways of a run's epochs. */
export function ways(epochs: readonly EpochRecord[]): Ways {
  const half = Math.ceil(epochs.length / 2);
  return { up: epochs.slice(0, half), down: epochs.slice(epochs.length - half) };
}

/** Weights of the KL term at which theory's curve is drawn. */
const POINTS = 301;

/** `hysteresis.png`: both ways of a run over the best linear VAE at each weight. */
export async function drawHysteresis(
  { options, epochs }: {
    readonly options: HysteresisOptions;
    readonly epochs: readonly EpochRecord[];
  },
  { optimum, critical }: Spectrum,
): Promise<Canvas> {
  const { lowest: low, beta: high, latentSize, likelihood } = options;
  const theory = Array.from({ length: POINTS }, (_, i) => {
    const beta = low * (high / low) ** (i / (POINTS - 1));
    return { beta, ...optimum({ beta, latentSize }) };
  });
  const error = likelihood === "bernoulli" ? "cross-entropy" : "squared error";
  return await hysteresisFigure({
    ...{ title: `${hysteresisTitle(options)}, seed ${options.seed}`, theory, critical },
    ...ways(epochs),
    loss: `${error} + β × KL`,
  });
}
