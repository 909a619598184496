/** How the lab's heads end: in its LeakyReLU, or linear as is usual. */
export const HEADS = ["leaky", "linear"] as const;

/** The lab's layers, or one linear layer each for encoder and decoder. */
export const ARCHITECTURES = ["lab", "linear"] as const;

/** What the decoder's output is the mean of: Gaussian pixels of one variance, or Bernoulli pixels. */
export const LIKELIHOODS = ["gaussian", "bernoulli"] as const;

/** What a model is besides its parameters; a model file notes it. */
export interface ModelOptions {
  /** How the heads for mu and logVar end; without meaning for the linear architecture. */
  readonly head: typeof HEADS[number];
  /** Which layers there are. */
  readonly architecture: typeof ARCHITECTURES[number];
  /** What the decoder's output is the mean of. */
  readonly likelihood: typeof LIKELIHOODS[number];
}

/** The lab's model; where nothing else is said, it is meant. */
export const LAB_MODEL: ModelOptions = {
  head: "leaky",
  architecture: "lab",
  likelihood: "gaussian",
};
