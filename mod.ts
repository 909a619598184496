/**
 * The VAE lab as a library: a variational autoencoder on MNIST, its KL divergences, its training and
 * its figures, with PyTorch's random numbers.
 *
 * @example Train for an epoch on 256 images, and watch the parts of the loss
 * ```ts
 * import { annealedObjective, loadMnist, TorchRandom, train, useBackend, Vae } from "./mod.ts";
 *
 * await useBackend("auto");
 * const random = new TorchRandom(0); // torch.manual_seed(0)
 * const vae = new Vae({ latentSize: 8, random });
 * const data = await loadMnist({ count: 256 });
 * const objective = annealedObjective({ warmUp: 0, annealing: 5 });
 * for await (const event of train(vae, data, { epochs: 1, random, objective })) {
 *   console.log(event.kind, event.loss, event.reconstruction, event.kl);
 * }
 * ```
 *
 * @module
 */

export * from "./lib/math/seed.ts";
export * from "./lib/math/torch_random.ts";
export { type Gaussian, logDensity } from "./lib/math/gaussian.ts";
export * from "./lib/math/entropy.ts";
export * from "./lib/math/expectation.ts";
export * from "./lib/math/expected_log_density.ts";
export * from "./lib/math/integrate.ts";
export * from "./lib/math/monte_carlo.ts";
export * from "./lib/math/multivariate_log_density.ts";
export * from "./lib/math/kl_univariate.ts";
export * from "./lib/math/kl_diagonal.ts";
export * from "./lib/math/kl_weight.ts";
export * from "./lib/math/cyclical_weight.ts";
export * from "./lib/math/sigmoid_weight.ts";
export * from "./lib/math/lerp.ts";
export * from "./lib/math/summary.ts";
export * from "./lib/math/eigenvalues_of_symmetric.ts";
export * from "./lib/theory/linear_vae.ts";
export * from "./lib/theory/critical_beta.ts";
export * from "./lib/theory/effective_beta.ts";
export * from "./lib/math/there_and_back.ts";
export * from "./lib/theory/bernoulli_eigenvalues.ts";
export * from "./lib/theory/bernoulli_entropy.ts";
export * from "./lib/theory/bernoulli_linear_vae.ts";
export * from "./lib/math/log_mean_exp.ts";

export * from "./lib/data/idx.ts";
export * from "./lib/data/data_set.ts";
export * from "./lib/data/mnist.ts";
export * from "./lib/theory/pixel_covariance.ts";
export * from "./lib/theory/pixel_eigenvalues.ts";
export * from "./lib/theory/pixel_means.ts";
export * from "./lib/data/pixel_range.ts";

export { tf } from "./lib/deps/tfjs.ts";
export type { Scalar, Tensor, Tensor1D, Tensor2D, Variable } from "./lib/deps/tfjs.ts";
export * from "./lib/backend/use_backend.ts";

export type { Posterior } from "./lib/model/encoder.ts";
export { initialize, type LayerSize, type Parameters } from "./lib/model/parameters.ts";
export * from "./lib/model/bernoulli_log_likelihood.ts";
export * from "./lib/model/clamp_log_var.ts";
export * from "./lib/model/classifier.ts";
export * from "./lib/model/cross_entropy.ts";
export * from "./lib/model/free_bits.ts";
export * from "./lib/model/gaussian_log_likelihood.ts";
export * from "./lib/model/kl.ts";
export * from "./lib/model/kl_gaussians.ts";
export * from "./lib/model/loss.ts";
export * from "./lib/model/model_options.ts";
export * from "./lib/model/optimal_variance.ts";
export * from "./lib/model/reconstruction_error.ts";
export * from "./lib/model/reparameterize.ts";
export * from "./lib/math/state_dict.ts";
export * from "./lib/model/vae.ts";
export * from "./lib/math/likelihood.ts";

export * from "./lib/measure/aggregate_codes.ts";
export * from "./lib/measure/check_digits.ts";
export * from "./lib/measure/classify.ts";
export * from "./lib/measure/collapse_state.ts";
export * from "./lib/measure/decode_codes.ts";
export * from "./lib/measure/digitless_images.ts";
export * from "./lib/measure/digitless_shares.ts";
export * from "./lib/measure/encode_images.ts";
export * from "./lib/measure/evaluate.ts";
export * from "./lib/measure/half_and_half.ts";
export * from "./lib/measure/importance_weighted_bound.ts";
export * from "./lib/measure/judge.ts";
export * from "./lib/measure/latent_metrics.ts";
export * from "./lib/measure/measure_units.ts";
export * from "./lib/measure/mutual_information.ts";
export * from "./lib/train/objective.ts";
export * from "./lib/measure/outside_aggregate.ts";
export * from "./lib/measure/posterior_log_densities.ts";
export * from "./lib/measure/recognised_digits.ts";
export * from "./lib/measure/reconstruct_images.ts";
export * from "./lib/train/schedule.ts";
export * from "./lib/train/scheduled_objective.ts";
export * from "./lib/measure/shuffled_reconstruction.ts";
export * from "./lib/train/there_and_back_objective.ts";
export * from "./lib/train/train.ts";
export * from "./lib/experiment/train_classifier.ts";
export * from "./lib/train/train_state.ts";
export type { AdamValues } from "./lib/train/adam.ts";
export type { Moments } from "./lib/math/adam_update.ts";

export * from "./lib/run/checkpoint.ts";
export * from "./lib/run/classifier_file.ts";
export * from "./lib/run/model_file.ts";
export * from "./lib/run/metrics_log.ts";
export * from "./lib/run/output_folder.ts";
export type { RecordedSeed } from "./lib/run/recorded_seed.ts";
export * from "./lib/run/run_folder.ts";
export { readRunRecord } from "./lib/run/read_run_record.ts";
export * from "./lib/run/run_record.ts";
export * from "./lib/file/safetensors.ts";

export type { Canvas } from "./lib/deps/canvas.ts";
export type { TopLevelSpec } from "./lib/deps/vega.ts";
export * from "./lib/figure/chart.ts";
export * from "./lib/figure/curves.ts";
export * from "./lib/figure/hysteresis_figure.ts";
export * from "./lib/figure/kl_figure.ts";
export * from "./lib/figure/method_curves.ts";
export * from "./lib/figure/phase_diagram.ts";
export * from "./lib/figure/points.ts";
export * from "./lib/figure/prediction_figure.ts";
export * from "./lib/figure/rate_distortion.ts";
export * from "./lib/figure/sample_comparison.ts";
export * from "./lib/figure/stages.ts";
export * from "./lib/figure/timeline.ts";
export type { LossReference } from "./lib/figure/loss_panel.ts";
export * from "./lib/figure/image_grid.ts";
export * from "./lib/figure/png.ts";
export * from "./lib/figure/reconstruction_grid.ts";

export { UserError } from "./lib/user_error.ts";
