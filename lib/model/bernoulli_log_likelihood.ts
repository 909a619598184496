import { type Tensor1D, type Tensor2D, tf } from "../deps/tfjs.ts";
import { crossEntropy } from "./cross_entropy.ts";

/**
 * log p(x|z) of each image under Bernoulli pixels of means xHat, in nats. [B, P] twice -> [B]
 *
 * For gray x it is no likelihood, since such pixels are neither 0 nor 1: compare it with itself only.
 */
export function bernoulliLogLikelihood(xHat: Tensor2D, x: Tensor2D): Tensor1D {
  return tf.neg(crossEntropy(xHat, x)) as Tensor1D;
}
