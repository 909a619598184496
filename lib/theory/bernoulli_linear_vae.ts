import { linearVae, type LinearVaeOptimum, type LinearVaeOptions } from "./linear_vae.ts";

/** What a Bernoulli decoder's collapse starts from: {@linkcode bernoulliLinearVae}. */
export interface BernoulliSpectrum {
  /** `bernoulliEigenvalues` of the data. */
  readonly eigenvalues: ArrayLike<number>;
  /** `bernoulliEntropy` of the mean image, in nats. */
  readonly entropy: number;
}

/**
 * An estimate of the best linear VAE with a Bernoulli decoder, good near the collapse alone: the
 * cross-entropy is replaced by its second-order expansion around the logits of the mean image, which
 * turns it into half a squared error in the coordinates D^-1/2 (x - p) (see `bernoulliEigenvalues`), and
 * so into `linearVae` with 2 beta. There is no closed form of the exact optimum.
 *
 * @throws {RangeError} as `linearVae`
 *
 * @example
 * ```ts
 * import { bernoulliLinearVae } from "./bernoulli_linear_vae.ts";
 *
 * const spectrum = { eigenvalues: [2, 0], entropy: 2 * Math.LN2 };
 * bernoulliLinearVae(spectrum, { beta: 3, latentSize: 1 }).loss; // 1.3862943611198906: collapsed
 * ```
 */
export function bernoulliLinearVae(
  { eigenvalues, entropy }: BernoulliSpectrum,
  { beta, latentSize }: LinearVaeOptions,
): LinearVaeOptimum {
  let total = 0;
  for (let i = 0; i < eigenvalues.length; i++) total += eigenvalues[i];
  const halved = linearVae(eigenvalues, { beta: 2 * beta, latentSize });
  return {
    ...halved,
    loss: entropy + (halved.loss - total) / 2,
    reconstruction: entropy + (halved.reconstruction - total) / 2,
  };
}
