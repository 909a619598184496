/**
 * Numbers without tensors: KL divergences of Gaussians, what their proofs need, PyTorch's random numbers,
 * and the statistics of repeated runs.
 *
 * @example KL(q || p) of two univariate Gaussians, by its closed form and by random draws
 * ```ts
 * import { klUnivariate, monteCarloKl, TorchRandom } from "./mod.ts";
 *
 * const q = { mean: 1, std: 0.5 }, p = { mean: 0, std: 1 };
 * klUnivariate(q, p); // 0.8181471805599453
 * monteCarloKl(q, p, new TorchRandom(0).normal(1000)).estimate; // 0.80...
 * ```
 *
 * @module
 */

export * from "./kl_univariate.ts";
export * from "./kl_diagonal.ts";
export * from "./kl_weight.ts";
export * from "./cyclical_weight.ts";
export * from "./sigmoid_weight.ts";
export * from "./falling_weight.ts";
export * from "./there_and_back.ts";
export { type Gaussian, logDensity } from "./gaussian.ts";
export * from "./expected_log_density.ts";
export * from "./expectation.ts";
export * from "./monte_carlo.ts";
export * from "./running_monte_carlo.ts";
export * from "./kl_integrands.ts";
export * from "./three_ways.ts";
export * from "./univariate_proof.ts";
export * from "./diagonal_proof.ts";
export * from "./multivariate_log_density.ts";
export * from "./torch_random.ts";
export * from "./seed.ts";
export * from "./derived_seed.ts";
export * from "./lerp.ts";
export * from "./log_mean_exp.ts";
export * from "./entropy.ts";
export * from "./summary.ts";
export * from "./two_phase_mean.ts";
export * from "./paired_difference.ts";
export * from "./holm.ts";
export * from "./eigenvalues_of_symmetric.ts";
export * from "./block_lanczos.ts";
export * from "./eigenvectors_of_symmetric.ts";
export * from "./image_shape.ts";
export * from "./likelihood.ts";
export * from "./state_dict.ts";
export type { AdamConstants, Moments } from "./adam_update.ts";
