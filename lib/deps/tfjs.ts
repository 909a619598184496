/** Door to TensorFlow.js: tensors, gradients, and the plain `cpu` backend. */
import * as tfjs from "npm:@tensorflow/tfjs@4.22.0";

/** TensorFlow.js, the one that all of the library uses: its operations, gradients and memory. */
export const tf: typeof tfjs = tfjs;

// Without it the cpu backend advertises another backend on the terminal.
tf.enableProdMode();

/** A tensor of any rank. */
export type Tensor = tfjs.Tensor;
/** A tensor without dimensions: one number. */
export type Scalar = tfjs.Scalar;
/** A tensor of one dimension. */
export type Tensor1D = tfjs.Tensor1D;
/** A tensor of two dimensions: rows and columns. */
export type Tensor2D = tfjs.Tensor2D;
/** Keeps tensors of a forward pass for the backward pass. */
export type GradSaveFunc = tfjs.GradSaveFunc;
/** A trainable tensor. */
export type Variable = tfjs.Variable;

/** Runs the backend's own kernel of this name; where it has none, the operations of `portable`. */
export function ownKernel<T extends Tensor | Tensor[]>(
  name: string,
  inputs: Readonly<Record<string, Tensor>>,
  attributes: Readonly<Record<string, number>>,
  portable: () => T,
): T {
  if (!tf.getKernel(name, tf.getBackend())) return portable();
  return tf.engine().runKernel(name, inputs, attributes) as T;
}
