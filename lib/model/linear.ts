import { type GradSaveFunc, type Tensor, type Tensor2D, tf } from "../deps/tfjs.ts";
import { ownKernel } from "./own_kernel.ts";
import type { Parameters } from "./parameters.ts";

/**
 * A fully connected layer, in PyTorch's layout: x W^T + b.
 *
 * Of the product the backward pass is TensorFlow.js' own, which leaves out what nobody asks for: dx = dy W
 * where x itself depends on a parameter, dW = dy^T x. These products carry transpose flags;
 * `lib/backend/kernels` makes them fast where the backend's own are slow.
 *
 * @param x [B, in]
 * @param parameters `NAME.weight` [out, in] and `NAME.bias` [out]
 * @returns [B, out]
 */
export function linear(x: Tensor2D, parameters: Parameters, name: string): Tensor2D {
  const product = tf.matMul(x, parameters[`${name}.weight`] as Tensor2D, false, true);
  return biasAdd(product, parameters[`${name}.bias`]) as Tensor2D;
}

/** [B, out], [out] -> [B, out]; the bias' gradient is the column sums of dy. */
const biasAdd = tf.customGrad((...inputs) => {
  const [x, bias] = inputs as [Tensor, Tensor, GradSaveFunc];
  const gradFunc = (dy: Tensor) => [
    dy,
    ownKernel("BiasAddGrad", { dy }, {}, () => tf.sum(dy, 0)),
  ];
  return { value: tf.add(x, bias), gradFunc };
});
