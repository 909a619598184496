/**
 * What only looks: how a model uses its latent units, how far its codes are from the prior, what a decoder
 * draws, bounds of the likelihood, and the state that a collapse is told by.
 *
 * @example Four posteriors far from each other: a code tells which image it came from
 * ```ts
 * import { TorchRandom } from "../math/mod.ts";
 * import { mutualInformation } from "./mod.ts";
 *
 * const mu = Float32Array.of(-300, -100, 100, 300);
 * const images = { count: 4, latentSize: 1, mu, logVar: new Float32Array(4) };
 * mutualInformation(images, { random: new TorchRandom(0) }).information; // 1.3862943611198906: log 4
 * ```
 *
 * @module
 */

export * from "./latent_metrics.ts";
export * from "./measure_units.ts";
export * from "./evaluate.ts";
export * from "./collapse_state.ts";
export * from "./judge.ts";
export * from "./shuffled_reconstruction.ts";
export * from "./encode_images.ts";
export * from "./decode_codes.ts";
export * from "./reconstruct_images.ts";
export * from "./aggregate_codes.ts";
export * from "./aggregate_moments.ts";
export * from "./aggregate_density.ts";
export * from "./outside_aggregate.ts";
export * from "./latent_plane.ts";
export * from "./principal_plane.ts";
export * from "./plane_log_density.ts";
export * from "./density_map.ts";
export * from "./traversal_codes.ts";
export * from "./units_in_use.ts";
export * from "./mutual_information.ts";
export * from "./importance_weighted_bound.ts";
export * from "./classify.ts";
export * from "./recognised_digits.ts";
export * from "./digitless_images.ts";
export * from "./digitless_shares.ts";
export * from "./check_digits.ts";
export * from "./check_image.ts";
export * from "./half_and_half.ts";
export * from "./antithetic_noise.ts";
export * from "./moment_matched.ts";
export * from "./code_errors.ts";
export * from "./posterior_loss.ts";
export * from "./posterior_starts.ts";
export * from "./refine_posterior.ts";
export * from "./refine_from_starts.ts";
export * from "./unit_sensitivity.ts";
export * from "./kl_of_images.ts";
export * from "./epsilon_delta.ts";
