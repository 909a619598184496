import { checkWhole } from "../math/check_argument.ts";
import type { LinearVaeOptimum } from "./linear_vae.ts";
import type { Spectrum } from "./spectra.ts";

/** What to train images with, and what to expect of it. */
export interface Recommendation {
  /** The weight of the KL term. */
  readonly beta: number;
  /** Latent units. */
  readonly latentSize: number;
  /** What the best linear VAE reaches with these. */
  readonly optimum: LinearVaeOptimum;
}

/** The part of the largest eigenvalue below which one is taken for rounding. */
const ROUNDING = 1e-9;

/**
 * A weight of the KL term at which no unit has to collapse: of 1, 2, 5 and their products with powers of ten
 * the largest that is at most half the weight from which on the best linear VAE drops one of its units. So
 * each carries half of ln 2 nats or more. On MNIST with 8 units this is 1, the lab's own.
 *
 * @param spectrum of squared error, as `spectra` gives it
 * @param latentSize latent units at most: fewer, if the images vary in fewer directions
 *
 * @example
 * ```ts
 * import { gaussianSpectrum } from "./spectra.ts";
 * import { recommend } from "./recommend.ts";
 *
 * recommend(gaussianSpectrum(Float64Array.of(7, 3), 10), 8).beta; // 2, with 2 units
 * ```
 */
export function recommend({ eigenvalues, optimum }: Spectrum, latentSize: number): Recommendation {
  checkWhole("latentSize", latentSize, { min: 1 });
  const varied = eigenvalues.filter((value) => value > ROUNDING * eigenvalues[0]).length;
  const units = Math.max(1, Math.min(latentSize, varied));
  const beta = roundDown(eigenvalues[units - 1]);
  return { beta, latentSize: units, optimum: optimum({ beta, latentSize: units }) };
}

/** `3.7` -> `2`: the largest of 1, 2, 5 times a power of ten that is not above. */
function roundDown(value: number): number {
  const digits = value.toExponential();
  const [mantissa, exponent] = digits.split("e").map(Number);
  return Number(`${[5, 2, 1].find((round) => round <= mantissa)}e${exponent}`);
}
