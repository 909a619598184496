import { type Tensor, tf } from "../deps/tfjs.ts";

/**
 * Runs the backend's own kernel of this name where `lib/backend/kernels` registered one; everywhere else
 * the operations of `portable`, which say what the kernel computes.
 */
export function ownKernel<T extends Tensor>(
  name: string,
  inputs: Readonly<Record<string, Tensor>>,
  attributes: Readonly<Record<string, number | boolean | string>>,
  portable: () => T,
): T {
  if (!tf.getKernel(name, tf.getBackend())) return portable();
  return tf.engine().runKernel(name, inputs, attributes) as T;
}
