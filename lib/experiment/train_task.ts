import { type Binarisation, BINARISATIONS } from "../data/binarise.ts";
import { ADAM } from "../math/adam_update.ts";
import { type Likelihood, LIKELIHOODS } from "../math/likelihood.ts";
import { DECODERS } from "../model/loss.ts";
import { MAX_MLP_HIDDEN, MLP_HIDDEN } from "../model/mlp_architecture.ts";
import {
  ARCHITECTURES,
  DELTA,
  FAMILIES,
  GAMMA,
  HEADS,
  MAX_CLAMP_LOG_VAR,
  MAX_DELTA,
  MAX_GAMMA,
  MIN_CLAMP_LOG_VAR,
  MIN_DELTA,
  MIN_GAMMA,
  type ModelOptions,
  SKIPS,
} from "../model/model_options.ts";
import { oneOf, path, realNumber, type TableOf, wholeNumber } from "../run/option.ts";
import { resume, type RunOptions, runOptions } from "../run/run_options.ts";
import type { TrainingTask } from "../run/training_task.ts";
import { schedule, type ScheduleOptions, SCHEDULES } from "../train/schedule.ts";
import { RATE_SCHEDULES, stagedLearningRate } from "../train/staged_learning_rate.ts";
import { scheduledObjective } from "../train/scheduled_objective.ts";

/** Epochs of the lab's annealed run, which `deno task train` repeats unless it is told otherwise. */
const EPOCHS = 15;

/** Batches of an epoch at whose end a schedule is read, whatever the images: the more, the nearer the end. */
const BATCHES = 1000;

/** What belongs to one schedule, and what it is when it is not given: the lab's, or its paper's. */
const SHAPES = {
  constant: {},
  linear: { warmUp: 0, annealing: 5 },
  cyclical: { cycles: 4, rise: 0.5 },
  sigmoid: { midpoint: 2.5, steepness: 2 },
} as const;

/** What `--warm-up` does, as `klWeight` counts. */
export const WARM_UP: string =
  "the number of epochs at the start in which the weight of the KL term is 0; with `annealing` 0 one fewer, " +
  "since the notebook's formula then gives epoch N its full weight";

/** What `--annealing` does, as `klWeight` counts. */
export const ANNEALING: string =
  "the number of epochs after `warmUp` over which the weight of the KL term rises to its full value, which " +
  "the last of them has; 0 gives the full value from the epoch that `warmUp` names";

/** What may be chosen in {@linkcode trainTask}: every model, every objective. */
export interface TrainTaskOptions extends RunOptions {
  /** The layers of the model: the lab's, or one linear layer each. */
  readonly architecture: ModelOptions["architecture"];
  /** How the encoder ends in mu and logVar; by the architecture, if nothing is said. */
  readonly head: ModelOptions["head"] | undefined;
  /** Units of each hidden layer; of the architecture mlp. */
  readonly hiddenSize: number | undefined;
  /** The family that the posterior is taken from. */
  readonly family: ModelOptions["family"];
  /** The least nats of each unit; of the family delta. */
  readonly delta: number | undefined;
  /** The standard deviation of each unit's means over a batch; of the family batch-norm. */
  readonly gamma: number | undefined;
  /** What enters the decoder's layers beside the layer before. */
  readonly skip: ModelOptions["skip"];
  /** Squared error, or cross-entropy. */
  readonly likelihood: Likelihood;
  /** The variance of the Gaussian decoder: fixed by the weight of the KL term, or the batch's error. */
  readonly decoder: typeof DECODERS[number];
  /** How the weight of the KL term changes on its way to `beta`. */
  readonly schedule: typeof SCHEDULES[number];
  /** Epochs at the start in which the weight is 0; of the linear schedule. */
  readonly warmUp: number | undefined;
  /** Epochs after them over which it rises; of the linear schedule. */
  readonly annealing: number | undefined;
  /** How often it rises; of the cyclical schedule. */
  readonly cycles: number | undefined;
  /** The part of each cycle in which it rises; of the cyclical schedule. */
  readonly rise: number | undefined;
  /** Epochs after which it is half of `beta`; of the sigmoid schedule. */
  readonly midpoint: number | undefined;
  /** The steepness per epoch; of the sigmoid schedule. */
  readonly steepness: number | undefined;
  /** Whether the images are made black and white. */
  readonly binarise: Binarisation;
  /** How the learning rate changes. */
  readonly rates: typeof RATE_SCHEDULES[number];
  /** What keeps Adam's divisor above 0. */
  readonly epsilon: number;
  /** Nats that cost nothing in each latent unit. */
  readonly freeBits: number;
  /** The bound that keeps each logVar within -X and X; none, if nothing is said. */
  readonly clampLogVar: number | undefined;
  /** The file with the eigenvalues of the images' pixels; computed, if nothing is said. */
  readonly eigenvalues: string | undefined;
}

/** The table of {@linkcode TrainTaskOptions}. */
export const TRAIN_OPTIONS: TableOf<TrainTaskOptions> = {
  ...runOptions("train", EPOCHS, "rows"),
  resume: resume(
    "only `epochs` may differ, and not be below the epochs that have begun; with `schedule` cyclical, " +
      "whose cycles span the run, `epochs` may not differ either",
  ),
  architecture: oneOf(
    "the layers of the model: those of the lab, one linear layer each for encoder and decoder without " +
      "an activation, or two hidden layers of tanh units each (mlp)",
    "lab",
    ARCHITECTURES,
  ),
  head: oneOf(
    "how the encoder ends in mu and logVar: with the lab's LeakyReLU, or linear (default: leaky; linear " +
      "with `architecture` linear or mlp)",
    undefined,
    HEADS,
  ),
  hiddenSize: wholeNumber(
    `with \`architecture\` mlp, the number of units in each hidden layer (default: ${MLP_HIDDEN})`,
    undefined,
    1,
    MAX_MLP_HIDDEN,
  ),
  family: oneOf(
    "the family of posteriors: any gaussian, those that keep each unit `delta` nats from the prior (delta), or " +
      "those whose means have a fixed spread over a batch (batch-norm)",
    "gaussian",
    FAMILIES,
  ),
  delta: realNumber(
    `with \`family\` delta, the least KL divergence of each latent unit, in nats (default: ${DELTA})`,
    undefined,
    { min: MIN_DELTA, max: MAX_DELTA },
  ),
  gamma: realNumber(
    "with `family` batch-norm, the standard deviation of each latent unit's means over a batch, which keeps its KL " +
      `divergence at half its square or above (default: ${GAMMA})`,
    undefined,
    { min: MIN_GAMMA, max: MAX_GAMMA },
  ),
  skip: oneOf(
    "what enters each layer of the decoder beside the layer before: nothing (none), or the code, as in a generative " +
      "skip model (code)",
    "none",
    SKIPS,
  ),
  likelihood: oneOf(
    "the reconstruction term: squared error (gaussian), or binary cross-entropy (bernoulli)",
    "gaussian",
    LIKELIHOODS,
  ),
  decoder: oneOf(
    "the variance of the gaussian decoder: fixed by the weight of the KL term, or computed for each batch " +
      "as its mean squared error per pixel, which is sigma-VAE's optimal variance",
    "fixed",
    DECODERS,
  ),
  schedule: oneOf(
    "how the weight of the KL term changes on its way to `beta`",
    "linear",
    SCHEDULES,
  ),
  warmUp: wholeNumber(`with \`schedule\` linear, ${WARM_UP} (default: 0)`, undefined, 0),
  annealing: wholeNumber(`with \`schedule\` linear, ${ANNEALING} (default: 5)`, undefined, 0),
  cycles: wholeNumber(
    "with `schedule` cyclical, the number of times that the weight of the KL term rises from 0 in the " +
      "complete run (default: 4)",
    undefined,
    1,
  ),
  rise: realNumber(
    "with `schedule` cyclical, the part of each cycle in which the weight rises (default: 0.5)",
    undefined,
    { above: 0, max: 1 },
  ),
  midpoint: realNumber(
    "with `schedule` sigmoid, the number of epochs after which the weight is half of `beta` (default: 2.5)",
    undefined,
    { min: 0 },
  ),
  steepness: realNumber(
    "with `schedule` sigmoid, the steepness k, per epoch, of the weight beta / (1 + exp(-k (epochs - " +
      "midpoint))) (default: 2)",
    undefined,
    { above: 0 },
  ),
  binarise: oneOf(
    "how gray images become black and white, each pixel drawn with its gray value as probability: not at all (none), " +
      "once (fixed), or anew for each batch (dynamic); what is measured is drawn once",
    "none",
    BINARISATIONS,
  ),
  rates: oneOf(
    "how the learning rate changes: not at all (constant), or by the factor 10^(-1/7) after stages of 1, 3, 9, 27, ... " +
      "epochs (stages)",
    "constant",
    RATE_SCHEDULES,
  ),
  epsilon: realNumber("the number that keeps Adam's divisor above 0", ADAM.epsilon, { above: 0 }),
  freeBits: realNumber(
    "the KL divergence, in nats, that costs nothing in each latent unit (in the mean over a batch)",
    0,
    { min: 0 },
  ),
  clampLogVar: realNumber(
    "the bound X that keeps each logVar within -X and X, so that exp(logVar) cannot overflow; the gradient is zero outside " +
      "(default: no bound, as in the lab)",
    undefined,
    { min: MIN_CLAMP_LOG_VAR, max: MAX_CLAMP_LOG_VAR },
  ),
  eigenvalues: {
    ...path(
      "FILE",
      "the eigenvalues of the images' pixels, as the script sweep leaves them beside its runs (default: computed)",
      undefined,
    ),
    shapes: "nothing",
  },
};

/** Options that belong to one value of another. */
const OWNERS = [
  ["hiddenSize", "architecture", "mlp"],
  ["delta", "family", "delta"],
  ["gamma", "family", "batch-norm"],
] as const;

/** What is wrong with options that do not go together, or have no effect beside the others. */
export function objection(options: Partial<TrainTaskOptions>): string | undefined {
  const { architecture, head, likelihood, decoder, schedule } = options;
  for (const [name, owner, of] of OWNERS) {
    if (options[name] === undefined || options[owner] === of) continue;
    return `\`${name}\` belongs to \`${owner}\` ${of}, and the ${owner} is ${options[owner]}.`;
  }
  for (const [owner, shape] of Object.entries(SHAPES)) {
    const stray = Object.keys(shape).find((name) =>
      options[name as keyof TrainTaskOptions] !== undefined
    );
    if (stray && owner !== schedule) {
      return `\`${stray}\` belongs to \`schedule\` ${owner}, and the schedule is ${schedule}.`;
    }
  }
  if (architecture === "linear" && head === "leaky") {
    return "`head` leaky cannot be combined with `architecture` linear, which has no activation at all.";
  }
  if (architecture === "mlp" && head === "leaky") {
    return "`head` leaky cannot be combined with `architecture` mlp, whose heads are linear.";
  }
  if (architecture === "linear" && options.skip === "code") {
    return "`skip` code cannot be combined with `architecture` linear, whose decoder has a single layer.";
  }
  if (options.family === "delta" && options.clampLogVar !== undefined) {
    return "`clampLogVar` cannot be combined with `family` delta, which has bounds of logVar of its own.";
  }
  if (likelihood === "bernoulli" && architecture === "linear") {
    return "`likelihood` bernoulli cannot be combined with `architecture` linear: it needs pixels in (0, 1), and " +
      "a linear decoder has no sigmoid.";
  }
  if (likelihood === "bernoulli" && decoder === "sigma") {
    return "`decoder` sigma cannot be combined with `likelihood` bernoulli, which has no variance.";
  }
}

/** The options with what depends on others filled in: the heads, and the shape of the schedule. */
export function settle(options: TrainTaskOptions): TrainTaskOptions {
  const { architecture, schedule } = options;
  const head = options.head ?? (architecture === "lab" ? "leaky" : "linear");
  // A damaged or foreign record may name a schedule that does not exist.
  const shape = Object.hasOwn(SHAPES, schedule) ? SHAPES[schedule] : {};
  const filled = Object.entries(shape).map(([name, initial]) => [
    name,
    options[name as keyof TrainTaskOptions] ?? initial,
  ]);
  const hiddenSize = architecture === "mlp" ? options.hiddenSize ?? MLP_HIDDEN : undefined;
  const delta = options.family === "delta" ? options.delta ?? DELTA : undefined;
  const gamma = options.family === "batch-norm" ? options.gamma ?? GAMMA : undefined;
  return { ...options, head, hiddenSize, delta, gamma, ...Object.fromEntries(filled) };
}

/** What was trained, in a line above its figure. */
function title(options: TrainTaskOptions): string {
  const { architecture, head, likelihood, decoder, schedule, beta, freeBits, clampLogVar, seed } =
    options;
  const { family, delta, gamma, skip, binarise } = options;
  const model = { lab: `${head} heads`, linear: "linear VAE", mlp: "MLP" }[architecture];
  const error = likelihood === "bernoulli" ? "cross-entropy" : "squared error";
  const weight = `${schedule} weight${beta === 1 ? "" : ` up to ${beta}`}`;
  const cures = [decoder === "sigma" ? "sigma-VAE" : "", freeBits ? `${freeBits} free nats` : ""];
  if (family === "delta") cures.push(`delta-VAE, ${delta} nats`);
  if (family === "batch-norm") cures.push(`batch norm, gamma ${gamma}`);
  if (skip === "code") cures.push("skip connections");
  if (binarise !== "none") cures.push(`${binarise} binarisation`);
  if (clampLogVar !== undefined) cures.push(`logVar within ${clampLogVar}`);
  return [model, error, weight, ...cures.filter(Boolean), `seed ${seed}`].join(", ");
}

/** Any model with any objective; without an option it repeats the lab's annealed run. */
export const trainTask: TrainingTask<TrainTaskOptions> = {
  name: "train",
  options: TRAIN_OPTIONS,
  divisor: "rows",
  settle,
  objection,
  objective: (options, divisor) =>
    scheduledObjective({
      ...options,
      divisor,
      schedule: schedule(options as ScheduleOptions),
    }),
  lastWeight(options) {
    const { beta, decoder, epochs } = options;
    if (decoder === "sigma") return undefined; // the variance, and with it the weight, follows the error
    const end = { epoch: epochs, batch: BATCHES - 1, batches: BATCHES, batchSize: 1 };
    return beta * schedule(options as ScheduleOptions)(end);
  },
  model: (options) => options as Partial<ModelOptions>,
  steps: ({ binarise, rates, epsilon }) => ({
    binarisation: binarise,
    learningRateFactor: rates === "stages" ? stagedLearningRate : undefined,
    epsilon,
  }),
  lengthMatters: ({ schedule }) => schedule === "cyclical",
  title,
};
