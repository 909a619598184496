import { type Tensor2D, tf } from "../deps/tfjs.ts";
import type { Parameters } from "./parameters.ts";

/**
 * A fully connected layer, in PyTorch's layout: x W^T + b.
 *
 * Its backward pass is what TensorFlow.js derives from these two operations: dx = dy W (only where x
 * itself depends on a parameter), dW = dy^T x, db = the column sums of dy. Every product but dx carries
 * a transpose flag; `lib/backend/kernels` makes those fast where the backend's own are slow.
 *
 * @param x [B, in]
 * @param parameters `NAME.weight` [out, in] and `NAME.bias` [out]
 * @returns [B, out]
 */
export function linear(x: Tensor2D, parameters: Parameters, name: string): Tensor2D {
  const product = tf.matMul(x, parameters[`${name}.weight`] as Tensor2D, false, true);
  return tf.add(product, parameters[`${name}.bias`]);
}
