import type { DataSet } from "../data/data_set.ts";
import { typeName } from "../math/check_argument.ts";
import type { Likelihood } from "../math/likelihood.ts";
import { meanImageError } from "./mean_image_error.ts";
import { pixelCovariance } from "./pixel_covariance.ts";
import { pixelEigenvalues } from "./pixel_eigenvalues.ts";
import { pixelMeans } from "./pixel_means.ts";
import { bernoulliEigenvalues } from "./bernoulli_eigenvalues.ts";
import { bernoulliEntropy } from "./bernoulli_entropy.ts";
import { bernoulliLinearVae } from "./bernoulli_linear_vae.ts";
import { criticalBeta } from "./critical_beta.ts";
import { deviationEigenvalues } from "./deviation_eigenvalues.ts";
import { checkTheorySize, MAX_EXACT_PIXELS } from "./theory_size.ts";
import { linearVae, type LinearVaeOptimum, type LinearVaeOptions } from "./linear_vae.ts";

/** What a likelihood makes of the data, before any training. */
export interface Spectrum {
  /** Its eigenvalues, descending. */
  readonly eigenvalues: Float64Array;
  /** The loss of the collapsed state: the mean image's. */
  readonly collapsed: number;
  /** The beta at which the collapsed state becomes a minimum. */
  readonly critical: number;
  /** The best linear VAE: exact for squared error, an estimate near the collapse for cross-entropy. */
  readonly optimum: (options: LinearVaeOptions) => LinearVaeOptimum;
}

/**
 * The {@linkcode Spectrum} of the data under each likelihood; a few seconds for all of MNIST. Of images of
 * more than 1,024 pixels, see `deviationEigenvalues`.
 *
 * @throws {UserError} for more images of more than 1,024 pixels than can be dealt with in two minutes
 */
export function spectra(data: DataSet): Record<Likelihood, Spectrum> {
  if (!(data?.pixels instanceof Uint8Array)) {
    throw new TypeError(`data must be a DataSet, got ${typeName(data)}`);
  }
  checkTheorySize(data);
  const means = pixelMeans(data);
  const [gaussian, bernoulli] = data.size <= MAX_EXACT_PIXELS
    ? fromCovariance(data, means)
    : [deviationEigenvalues(data), deviationEigenvalues(data, means.map(ofBits))];
  return {
    gaussian: gaussianSpectrum(gaussian, meanImageError(data)),
    bernoulli: bernoulliSpectrum(bernoulli, bernoulliEntropy(means)),
  };
}

/** The eigenvalues for squared error, and those of `bernoulliEigenvalues`. */
function fromCovariance(data: DataSet, means: Float64Array): Float64Array[] {
  const covariance = pixelCovariance(data);
  return [pixelEigenvalues(data, covariance), bernoulliEigenvalues(covariance, means)];
}

/** The factor that makes the variance of a bit of this mean 1; a pixel that never changes takes no part. */
function ofBits(mean: number): number {
  return mean > 0 && mean < 1 ? 1 / Math.sqrt(mean * (1 - mean)) : 0;
}

/** The spectrum of squared error. @param collapsed the squared error of the mean image */
export function gaussianSpectrum(eigenvalues: Float64Array, collapsed: number): Spectrum {
  return {
    ...{ eigenvalues, collapsed, critical: criticalBeta(eigenvalues) },
    optimum: (options) => linearVae(eigenvalues, options),
  };
}

/** The spectrum of cross-entropy. @param entropy the cross-entropy of the mean image, in nats */
export function bernoulliSpectrum(eigenvalues: Float64Array, entropy: number): Spectrum {
  return {
    ...{ eigenvalues, collapsed: entropy, critical: eigenvalues[0] },
    optimum: (options) => bernoulliLinearVae({ eigenvalues, entropy }, options),
  };
}
