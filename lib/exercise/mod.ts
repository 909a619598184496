/**
 * What a file of the exercise may import: TensorFlow.js, and the types of what its functions are given.
 * Nothing in it solves a step.
 *
 * @example The shape of a step: a function of arguments alone
 * ```ts
 * import { type Tensor2D, tf } from "./mod.ts";
 *
 * await tf.setBackend("cpu");
 * const double = (x: Tensor2D): Tensor2D => tf.mul(x, 2);
 * double(tf.tensor2d([[1, 2]])).arraySync(); // [[2, 4]]
 * ```
 *
 * @module
 */

export { tf } from "../deps/tfjs.ts";
export type { Scalar, Tensor, Tensor1D, Tensor2D } from "../deps/tfjs.ts";
export type { Gaussian } from "../math/gaussian.ts";
export type {
  Autoencoder,
  ForwardOutput,
  Gradients,
  KlSchedule,
  Parameters,
  Posterior,
  Random,
  Reduction,
  TrainStepGiven,
  WrittenLoss,
} from "./given.ts";
