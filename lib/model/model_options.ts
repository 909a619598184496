import type { Likelihood } from "../math/likelihood.ts";

/** How the lab's heads end: in its LeakyReLU, or linear as is usual. */
export const HEADS = ["leaky", "linear"] as const;

/** The lab's layers, or one linear layer each for encoder and decoder. */
export const ARCHITECTURES = ["lab", "linear"] as const;

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
  /** The bound that logVar is clamped to; none, as in the lab, if it is absent. See {@linkcode clampLogVar}. */
  readonly clampLogVar?: number;
}

/** The lab's model; where nothing else is said, it is meant. */
export const LAB_MODEL: ModelOptions = {
  head: "leaky",
  architecture: "lab",
  likelihood: "gaussian",
};
