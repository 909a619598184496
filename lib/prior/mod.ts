/**
 * Priors that are fitted to the codes of a trained model, which stays as it is: a Gaussian mixture, a second
 * variational autoencoder, a VampPrior; and what each of them gains over N(0, I), in nats.
 *
 * @example A mixture fitted to codes that lie around -2 and 2
 * ```ts
 * import { TorchRandom } from "../math/mod.ts";
 * import { fitMixture } from "./mod.ts";
 *
 * const random = new TorchRandom(0);
 * const codes = Float64Array.from(random.normal(1000), (eps, n) => (n % 2 ? 2 : -2) + eps / 2);
 * const { mixture } = await fitMixture(codes, { latentSize: 1, components: 2, random });
 * mixture.means; // close to -2 and 2
 * ```
 *
 * @module
 */

export {
  checkMixture,
  type GaussianMixture,
  mixtureCodes,
  mixtureLogDensity,
} from "./gaussian_mixture.ts";
export * from "./fit_mixture.ts";
export * from "./k_means_plus_plus.ts";
export * from "./posterior_mixture.ts";
export * from "./vamp_prior.ts";
export * from "./second_stage.ts";
export * from "./prior_gain.ts";
export type { TorchRandom } from "../math/torch_random.ts";
