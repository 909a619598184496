/**
 * What is known before any training: the best linear VAE, the weight of the KL term at which a code
 * collapses, the weight that a loss as somebody wrote it really has, and the eigenvalues of images' pixels.
 *
 * @example The critical weight of three directions, and what is left at half of it
 * ```ts
 * import { criticalBeta, linearVae } from "./mod.ts";
 *
 * criticalBeta([3, 1, 0.5]); // 6
 * linearVae([3, 1, 0.5], { beta: 3, latentSize: 2 }).activeUnits; // 1
 * ```
 *
 * @module
 */

export * from "./linear_vae.ts";
export * from "./critical_beta.ts";
export * from "./linear_transition.ts";
export * from "./rounded_transition.ts";
export * from "./shared_component.ts";
export * from "./varying_eigenpairs.ts";
export * from "./eigenvalue_spread.ts";
export * from "./effective_beta.ts";
export * from "./diagnose.ts";
export * from "./worked_examples.ts";
export * from "./spectra.ts";
export * from "./recommend.ts";
export * from "./mean_image_error.ts";
export * from "./pixel_means.ts";
export * from "./theory_size.ts";
export * from "./pixel_covariance.ts";
export * from "./pixel_eigenvalues.ts";
export * from "./deviation_eigenvalues.ts";
export * from "./bernoulli_entropy.ts";
export * from "./bernoulli_eigenvalues.ts";
export * from "./bernoulli_linear_vae.ts";
