import { MAX_DELTA, MIN_DELTA } from "../math/delta_interval.ts";
import type { Likelihood } from "../math/likelihood.ts";

/** How the lab's heads end: in its LeakyReLU, or linear as is usual. */
export const HEADS = ["leaky", "linear"] as const;

/** The lab's layers, one linear layer each for encoder and decoder, or two hidden layers of tanh units each. */
export const ARCHITECTURES = ["lab", "linear", "mlp"] as const;

/** The families of posteriors: any Gaussian, or those whose KL divergence from the prior has a floor. */
export const FAMILIES = ["gaussian", "delta", "batch-norm"] as const;

/** What enters the decoder's layers beside the layer before. */
export const SKIPS = ["none", "code"] as const;

/**
 * What `delta` and `gamma` are, if nothing is said. gamma is below 1, since the codes of all images together have the
 * prior's variance where gamma^2 + the mean of the posteriors' variances is 1.
 */
export const DELTA = 0.5, GAMMA = 0.7;

/** The bounds of gamma. */
export const MIN_GAMMA = 1e-3, MAX_GAMMA = 100;

export { MAX_DELTA, MIN_DELTA };

/**
 * The largest bound on logVar. Up to it the square of exp(logVar), which Adam keeps of the KL term's
 * gradient, is well within float32's range.
 */
export const MAX_CLAMP_LOG_VAR = 40;

/** The smallest clamp: below it a posterior could hardly differ from N(mu, I). */
export const MIN_CLAMP_LOG_VAR = 1e-3;

/** What a model is besides its parameters; a model file notes it. */
export interface ModelOptions {
  /** How the heads for mu and logVar end; without meaning for the linear architecture. */
  readonly head: typeof HEADS[number];
  /** Which layers there are. */
  readonly architecture: typeof ARCHITECTURES[number];
  /** What the decoder's output is the mean of. */
  readonly likelihood: Likelihood;
  /** Units of each hidden layer, of the architecture `mlp` alone. */
  readonly hiddenSize?: number;
  /** The family that the posterior is taken from: what the encoder's outputs are made into. */
  readonly family: typeof FAMILIES[number];
  /** The least nats of each unit, of the family `delta` alone; see {@linkcode deltaPosterior}. */
  readonly delta?: number;
  /** The standard deviation of each unit's means over a batch, of the family `batch-norm` alone. */
  readonly gamma?: number;
  /** What enters the decoder's layers beside the layer before: nothing, or the code; see {@linkcode joinCode}. */
  readonly skip: typeof SKIPS[number];
  /** The bound that logVar is clamped to; none, as in the lab, if it is absent. See {@linkcode clampLogVar}. */
  readonly clampLogVar?: number;
}

/** The lab's model; where nothing else is said, it is meant. */
export const LAB_MODEL: ModelOptions = {
  head: "leaky",
  architecture: "lab",
  likelihood: "gaussian",
  family: "gaussian",
  skip: "none",
};
