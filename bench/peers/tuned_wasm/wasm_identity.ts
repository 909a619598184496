import { type Tensor, tf } from "../../../lib/deps/tfjs.ts";

/**
 * Clones on wasm share their values, as on TensorFlow.js' other backends; its own kernel copies them.
 * The tape clones every tensor that a gradient will need: a hundred a training step. A second call
 * changes nothing.
 */
export function registerWasmIdentity(): void {
  const config = tf.getKernel("Identity", "wasm");
  if (config.kernelFunc === identity) return;
  tf.unregisterKernel("Identity", "wasm");
  tf.registerKernel({ ...config, kernelFunc: identity });
}

const identity: ReturnType<typeof tf.getKernel>["kernelFunc"] = ({ inputs, backend }) => {
  const { dataId, shape, dtype } = inputs.x as Tensor;
  (backend as { incRef(id: object): void }).incRef(dataId);
  return { dataId, shape, dtype };
};
