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
import { SCHEDULES } from "../train/schedule.ts";
import { RATE_SCHEDULES } from "../train/staged_learning_rate.ts";

/** Epochs of the lab's annealed run, which `deno task train` repeats unless it is told otherwise. */
const EPOCHS = 15;

/** What is minimised: the ELBO, or what other papers put in its place. */
export const OBJECTIVES = ["elbo", "infovae", "iwae"] as const;

/** How the encoder is trained beside the decoder. */
export const INFERENCES = ["joint", "aggressive"] as const;

/** What belongs to one value of an option, and what it is when it is not given: the lab's, or its paper's. */
export const SHAPES: Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>
> = {
  schedule: {
    constant: {},
    linear: { warmUp: 0, annealing: 5 },
    cyclical: { cycles: 4, rise: 0.5 },
    sigmoid: { midpoint: 2.5, steepness: 2 },
    falling: { peak: 10, fall: 5 },
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
  readonly peak: number | undefined;
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
  peak: realNumber(
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
