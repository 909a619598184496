import { type Tensor2D, tf } from "../deps/tfjs.ts";
import type { Parameters } from "./parameters.ts";
import type { InputGradients, Tape } from "./tape.ts";

/** What follows the product: nothing, max(y, 0.01 y) (Maas et al. 2013), 1 / (1 + exp(-y)), or tanh(y). */
export type Activation = "identity" | "leakyRelu" | "sigmoid" | "tanh";

/** The slope of PyTorch's LeakyReLU below 0; at 0 its gradient is that too. */
export const SLOPE = 0.01;

/**
 * A fully connected layer in PyTorch's layout, and its activation f: y = f(x W^T + b). Every backend that
 * `useBackend` starts has it as one operation, with its gradient.
 *
 * @param x [B, in]
 * @param parameters `NAME.weight` [out, in] and `NAME.bias` [out]
 * @param tape where it is recorded, in place of TensorFlow.js' own tape
 * @returns y. [B, out]
 * @throws {Error} if no backend was chosen by `useBackend`
 */
export function dense(
  x: Tensor2D,
  parameters: Parameters,
  name: string,
  activation: Activation,
  tape?: Tape,
): Tensor2D {
  if (!tf.getKernel("Dense", tf.getBackend())) {
    throw new Error("no backend was chosen: await useBackend() before a model computes");
  }
  const inputs = { x, weight: parameters[`${name}.weight`], bias: parameters[`${name}.bias`] };
  const attributes = { activation, slope: SLOPE };
  const y = tf.engine().runKernel("Dense", inputs, attributes) as Tensor2D;
  return tape?.record(y, inputs, (dy) => {
    const gradients = tf.getGradient("Dense").gradFunc(dy, [x, inputs.weight, y], attributes);
    return gradients as InputGradients;
  }) ?? y;
}
