/** What the pixels are taken for: Gaussian, of one variance, or Bernoulli. */
export const LIKELIHOODS = ["gaussian", "bernoulli"] as const;

/** The distribution of a pixel given a code, whose mean the decoder gives. */
export type Likelihood = typeof LIKELIHOODS[number];
