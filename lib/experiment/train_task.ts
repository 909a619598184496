import { type Binarisation, BINARISATIONS } from "../data/binarise.ts";
import { ADAM } from "../math/adam_update.ts";
import { type Likelihood, LIKELIHOODS } from "../math/likelihood.ts";
import { infoVaeObjection } from "../model/info_vae.ts";
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
import { importanceWeightedObjective } from "../train/importance_weighted_objective.ts";
import { schedule, type ScheduleOptions, SCHEDULES } from "../train/schedule.ts";
import { RATE_SCHEDULES, stagedLearningRate } from "../train/staged_learning_rate.ts";
import { scheduledObjective } from "../train/scheduled_objective.ts";

/** Epochs of the lab's annealed run, which `deno task train` repeats unless it is told otherwise. */
const EPOCHS = 15;

/** Batches of an epoch at whose end a schedule is read, whatever the images: the more, the nearer the end. */
const BATCHES = 1000;

/** What is minimised: the ELBO, or what other papers put in its place. */
export const OBJECTIVES = ["elbo", "infovae", "iwae"] as const;

/** How the encoder is trained beside the decoder. */
export const INFERENCES = ["joint", "aggressive"] as const;

/** What belongs to one value of an option, and what it is when it is not given: the lab's, or its paper's. */
const SHAPES: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>> =
  {
    schedule: {
      constant: {},
      linear: { warmUp: 0, annealing: 5 },
      cyclical: { cycles: 4, rise: 0.5 },
      sigmoid: { midpoint: 2.5, steepness: 2 },
      falling: { height: 10, fall: 5 },
    },
    objective: {
      elbo: {},
      infovae: { alpha: 0, lambda: 1000 },
      iwae: { samples: 5 },
    },
    inference: {
      joint: {},
      aggressive: { innerBlock: 10, innerLimit: 100 },
    },
    architecture: { lab: {}, linear: {}, mlp: { hiddenSize: MLP_HIDDEN } },
    family: { gaussian: {}, delta: { delta: DELTA }, "batch-norm": { gamma: GAMMA } },
  };

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
  /** The weight at the start, as a multiple of `beta`; of the falling schedule. */
  readonly height: number | undefined;
  /** Epochs in which it falls to `beta`; of the falling schedule. */
  readonly fall: number | undefined;
  /** What is minimised. */
  readonly objective: typeof OBJECTIVES[number];
  /** What is taken off the KL divergence; of the objective infovae. */
  readonly alpha: number | undefined;
  /** The weight of the aggregate posterior's divergence; of the objective infovae. */
  readonly lambda: number | undefined;
  /** Codes an image; of the objective iwae. */
  readonly samples: number | undefined;
  /** How the encoder is trained beside the decoder. */
  readonly inference: typeof INFERENCES[number];
  /** Batches between two looks at the encoder's loss; of aggressive inference. */
  readonly innerBlock: number | undefined;
  /** Steps of the encoder before one of the decoder, at most; of aggressive inference. */
  readonly innerLimit: number | undefined;
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
  height: realNumber(
    "with `schedule` falling, the weight of the KL term at the start, as a multiple of `beta` (default: 10)",
    undefined,
    { min: 1 },
  ),
  fall: realNumber(
    "with `schedule` falling, the number of epochs in which the weight falls to `beta` (default: 5)",
    undefined,
    { above: 0 },
  ),
  objective: oneOf(
    "what is minimised: the negative ELBO (elbo), the same with InfoVAE's divergence in place of the KL term " +
      "(infovae), or the importance-weighted bound (iwae)",
    "elbo",
    OBJECTIVES,
  ),
  alpha: realNumber(
    "with `objective` infovae, the part of the KL divergence that is taken off; 1 is MMD-VAE (default: 0)",
    undefined,
    { max: 1 },
  ),
  lambda: realNumber(
    "with `objective` infovae, the weight of the divergence of all codes together: the MMD counts alpha + lambda - 1 " +
      "times (default: 1000)",
    undefined,
    { above: 0 },
  ),
  samples: wholeNumber(
    "with `objective` iwae, the number of codes drawn for each image (default: 5)",
    undefined,
    1,
    1000,
  ),
  inference: oneOf(
    "how the encoder is trained: together with the decoder, or in the first epochs ahead of it, until its loss stops " +
      "improving (aggressive)",
    "joint",
    INFERENCES,
  ),
  innerBlock: wholeNumber(
    "with `inference` aggressive, the number of batches between two looks at the encoder's mean loss (default: 10)",
    undefined,
    1,
  ),
  innerLimit: wholeNumber(
    "with `inference` aggressive, the largest number of steps of the encoder before one of the decoder (default: 100)",
    undefined,
    1,
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

/** What is wrong with options that do not go together, or have no effect beside the others. */
export function objection(options: Partial<TrainTaskOptions>): string | undefined {
  const { architecture, head, likelihood, decoder } = options;
  for (const [option, shapes] of Object.entries(SHAPES)) {
    const value = options[option as keyof TrainTaskOptions];
    for (const [owner, shape] of Object.entries(shapes)) {
      const stray = Object.keys(shape).find((name) =>
        options[name as keyof TrainTaskOptions] !== undefined
      );
      if (stray && owner !== value) {
        return `\`${stray}\` belongs to \`${option}\` ${owner}, and the ${option} is ${value}.`;
      }
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
  return objectiveObjection(options);
}

/** What is wrong with the options of an objective, or of aggressive inference. */
function objectiveObjection(given: Partial<TrainTaskOptions>): string | undefined {
  const { objective = "elbo", schedule, beta, decoder, divisor, warmUp, freeBits = 0 } = given;
  const { alpha, lambda } = { ...SHAPES.objective.infovae, ...defined(given) } as {
    alpha: number;
    lambda: number;
  };
  const { innerBlock, innerLimit } = { ...SHAPES.inference.aggressive, ...defined(given) } as {
    innerBlock: number;
    innerLimit: number;
  };
  if (innerBlock > innerLimit) {
    return `\`innerBlock\` ${innerBlock} must be at most \`innerLimit\`, which is ${innerLimit}: a loss is compared after ` +
      "each block.";
  }
  if (objective === "infovae") {
    const mistake = infoVaeObjection({ alpha, lambda });
    if (mistake) return `${mistake}. Raise \`alpha\` or \`lambda\`.`;
  }
  if (objective !== "elbo" && freeBits > 0) {
    return `\`freeBits\` cannot be combined with \`objective\` ${objective}, which has another term in place of the KL term.`;
  }
  if (objective !== "iwae") return undefined;
  if (decoder === "sigma") {
    return "`decoder` sigma cannot be combined with `objective` iwae, whose weights need a variance before the batch.";
  }
  if (divisor === "batch-size") {
    return "`divisor` batch-size cannot be combined with `objective` iwae, whose bound is one of each image.";
  }
  if (beta === 0 || schedule === "cyclical" || schedule === "linear" && (warmUp ?? 0) > 0) {
    const [option, value] = beta === 0
      ? ["beta", 0]
      : schedule === "cyclical"
      ? ["schedule", schedule]
      : ["warmUp", warmUp];
    return `\`${option}\` ${value} cannot be combined with \`objective\` iwae: the weight of the KL term is twice the ` +
      "decoder's variance there, and must be above 0 from the first batch on.";
  }
}

/** The options that are given. */
function defined(options: Partial<TrainTaskOptions>): Partial<TrainTaskOptions> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** The options with what depends on others filled in: the heads, and what belongs to one value of another. */
export function settle(options: TrainTaskOptions): TrainTaskOptions {
  const head = options.head ?? (options.architecture === "lab" ? "leaky" : "linear");
  const filled = Object.entries(SHAPES).flatMap(([option, shapes]) => {
    const value = String(options[option as keyof TrainTaskOptions]);
    // A damaged or foreign record may name a schedule that does not exist.
    const shape = Object.hasOwn(shapes, value) ? shapes[value] : {};
    return Object.entries(shape).map(([name, initial]) => [
      name,
      options[name as keyof TrainTaskOptions] ?? initial,
    ]);
  });
  return { ...options, head, ...Object.fromEntries(filled) };
}

/** What was trained, in a line above its figure. */
function title(options: TrainTaskOptions): string {
  const { architecture, head, likelihood, decoder, schedule, beta, freeBits, clampLogVar, seed } =
    options;
  const { family, delta, gamma, skip, binarise } = options;
  const model = { lab: `${head} heads`, linear: "linear VAE", mlp: "MLP" }[architecture];
  const error = likelihood === "bernoulli" ? "cross-entropy" : "squared error";
  const towards = schedule === "falling" ? "down to" : "up to";
  const weight = `${schedule} weight${beta === 1 ? "" : ` ${towards} ${beta}`}`;
  const cures = [decoder === "sigma" ? "sigma-VAE" : "", freeBits ? `${freeBits} free nats` : ""];
  if (family === "delta") cures.push(`delta-VAE, ${delta} nats`);
  if (family === "batch-norm") cures.push(`batch norm, gamma ${gamma}`);
  if (skip === "code") cures.push("skip connections");
  if (options.objective === "infovae") cures.push(`InfoVAE ${options.alpha}, ${options.lambda}`);
  if (options.objective === "iwae") cures.push(`IWAE of ${options.samples} codes`);
  if (options.inference === "aggressive") cures.push("aggressive inference");
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
  objective(options, divisor) {
    const { objective, alpha, lambda, samples, beta } = options;
    const weight = schedule(options as ScheduleOptions);
    if (objective === "iwae") {
      return importanceWeightedObjective({ samples: samples!, schedule: weight, beta });
    }
    const infoVae = objective === "infovae" ? { alpha: alpha!, lambda: lambda! } : undefined;
    return scheduledObjective({ ...options, divisor, schedule: weight, infoVae });
  },
  innerLoop: ({ inference, innerBlock, innerLimit }) =>
    inference === "aggressive" ? { block: innerBlock!, limit: innerLimit! } : undefined,
  otherLoss: ({ objective, freeBits }) => objective !== "elbo" || freeBits > 0,
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
