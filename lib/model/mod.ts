/**
 * The model: layers in PyTorch's layout, encoder, decoder, the reparameterization, and the losses. Choose a
 * backend first.
 *
 * @example A model of two latent units encodes a black image
 * ```ts
 * import { tf, TorchRandom, useBackend } from "../../mod.ts";
 * import { Vae } from "./mod.ts";
 *
 * await useBackend("cpu");
 * const vae = new Vae({ latentSize: 2, random: new TorchRandom(0) });
 * vae.encode(tf.zeros([1, 784])).shape; // [1, 2]
 * ```
 *
 * @module
 */

export * from "./vae.ts";
export type { Posterior } from "./encoder.ts";
export { initialize, type LayerSize, type Parameters } from "./parameters.ts";
export * from "./model_options.ts";
export * from "./reparameterize.ts";
export * from "./tape.ts";
export * from "./image_tensor.ts";
export * from "./clamp_log_var.ts";
export * from "./settle_model.ts";
export * from "./delta_posterior.ts";
export * from "./batch_norm.ts";
export * from "./join_code.ts";
export * from "./loss.ts";
export * from "./kl.ts";
export * from "./kl_gaussians.ts";
export * from "./reconstruction_error.ts";
export * from "./squared_error.ts";
export * from "./cross_entropy.ts";
export * from "./free_bits.ts";
export * from "./mmd.ts";
export * from "./info_vae.ts";
export * from "./importance_weighted_loss.ts";
export * from "./optimal_variance.ts";
export * from "./gaussian_log_likelihood.ts";
export * from "./bernoulli_log_likelihood.ts";
export * from "./classifier.ts";
