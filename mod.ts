/**
 * The VAE lab as a library: a variational autoencoder on MNIST, its KL divergences and its training with
 * PyTorch's random numbers, in the order of the lab. What is not here has an entry of its own: `./math`,
 * `./theory`, `./data`, `./model`, `./train`, `./measure`, `./run`, `./experiment`, `./figure`, `./file`.
 *
 * @example Train for an epoch on 256 images, and watch the parts of the loss
 * ```ts
 * import { annealedObjective, loadMnist, TorchRandom, train, useBackend, Vae } from "./mod.ts";
 *
 * await useBackend("wasm");
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

// Exercise 1: the KL divergence.
export type { Gaussian } from "./lib/math/gaussian.ts";
export { klUnivariate } from "./lib/math/kl_univariate.ts";
export { klDiagonal } from "./lib/math/kl_diagonal.ts";

// Exercise 2: images, random numbers, the model and its loss.
export { TorchRandom, type TorchRandomState } from "./lib/math/torch_random.ts";
export { loadMnist, type MnistOptions } from "./lib/data/mnist.ts";
export { DataSet } from "./lib/data/data_set.ts";
export { type Backend, BACKENDS } from "./lib/backend/backends.ts";
export { type BackendOptions, useBackend } from "./lib/backend/use_backend.ts";
export { tf } from "./lib/deps/tfjs.ts";
export type { Scalar, Tensor, Tensor1D, Tensor2D, Variable } from "./lib/deps/tfjs.ts";
export { Vae, type VaeOptions, type VaeOutput } from "./lib/model/vae.ts";
export { type Loss, loss, type LossOptions, type LossValues } from "./lib/model/loss.ts";

// Training: naive, collapsed, annealed.
export { type KlSchedule, klWeight } from "./lib/math/kl_weight.ts";
export {
  annealedObjective,
  constantObjective,
  type Objective,
  type Position,
} from "./lib/train/objective.ts";
export { scheduledObjective } from "./lib/train/scheduled_objective.ts";
export { train, type TrainEvent, type TrainEvents, type TrainOptions } from "./lib/train/train.ts";
export type { TrainState } from "./lib/train/train_state.ts";
export { measureUnits, type UnitMetrics } from "./lib/measure/measure_units.ts";
export { evaluate } from "./lib/measure/evaluate.ts";
export { judge, type Verdict } from "./lib/measure/judge.ts";

// Models as files.
export type { StateDict, StateTensor } from "./lib/math/state_dict.ts";
export { readSafetensors, type Safetensors, writeSafetensors } from "./lib/file/safetensors.ts";
export { modelFromBytes, modelToBytes } from "./lib/run/model_file.ts";

// Runs that are kept and resumed, and many of them.
export { Session } from "./lib/run/session.ts";
export { finishRun } from "./lib/experiment/finish_run.ts";
export { sweep } from "./lib/experiment/sweep/sweep.ts";

// Sampling and interpolation.
export { lerp } from "./lib/math/lerp.ts";
export { imageGrid } from "./lib/figure/image_grid.ts";
export { encodePng } from "./lib/figure/png.ts";

export { UserError } from "./lib/user_error.ts";
