import { effectiveBeta, type WrittenLoss } from "./effective_beta.ts";
import type { LinearVaeOptimum } from "./linear_vae.ts";
import type { Spectrum } from "./spectra.ts";
import { checkObject, checkWord } from "../math/check_argument.ts";
import { type Likelihood, LIKELIHOODS } from "../math/likelihood.ts";

/** A loss as somebody's program has it, and how it measures the error. */
export interface Written extends WrittenLoss {
  /** Squared error, or cross-entropy. */
  readonly likelihood: Likelihood;
}

/** What will become of a VAE with such a loss. */
export interface Diagnosis {
  /** The weight of the KL term where both terms are sums. */
  readonly beta: number;
  /** The beta from which nothing is left. */
  readonly critical: number;
  /** The variance of each pixel that the loss assumes; cross-entropy has none. */
  readonly variance?: number;
  /** The best linear VAE under the loss written as sums. */
  readonly optimum: LinearVaeOptimum;
  /** Its loss as the program prints it. */
  readonly printed: number;
  /** The weight that makes beta 1. */
  readonly weightOfOne: number;
  /** In a word or two. */
  readonly fate: string;
}

/**
 * Predicts from the loss and the data alone; see `effectiveBeta` and `linearVae`.
 *
 * @param spectra of the data, as the function of that name gives them
 * @throws {RangeError} for a loss that is none
 */
export function diagnose(
  written: Written,
  spectra: Readonly<Record<Likelihood, Spectrum>>,
): Diagnosis {
  const { likelihood, reconstruction, pixels, latentSize } = checkObject("the loss", written);
  checkWord("likelihood", likelihood, LIKELIHOODS);
  checkObject("spectra", spectra);
  const beta = effectiveBeta(written);
  const { critical, optimum: best } = spectra[likelihood];
  const optimum = best({ beta, latentSize });
  const { activeUnits } = optimum;
  return {
    beta,
    critical,
    ...likelihood === "gaussian" ? { variance: beta / 2 } : {},
    optimum,
    printed: optimum.loss / (reconstruction === "mean" ? pixels : 1),
    weightOfOne: 1 / effectiveBeta({ ...written, weight: 1 }),
    fate: fate(beta, activeUnits, latentSize),
  };
}

function fate(beta: number, activeUnits: number, latentSize: number): string {
  if (beta === 0) return "a plain autoencoder";
  if (activeUnits === 0) return "collapsed";
  return activeUnits < latentSize ? "partial collapse" : "all in use";
}
