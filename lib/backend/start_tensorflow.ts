import { tf } from "../deps/tfjs.ts";
import { loadTfjsNode } from "../deps/tfjs_node.ts";
import { registerTensorflowAdam } from "./kernels/tensorflow_adam.ts";
import { registerTensorflowKernels } from "./kernels/tensorflow.ts";

/**
 * Starts TensorFlow's native library from a folder that `deno task native` filled, with our kernels.
 *
 * @param threads one by default: the products are small, and on two cores a second one slows a step down
 * @throws {Error} what the system says if the library cannot be loaded
 */
export async function startTensorflow(folder: URL, threads = 1): Promise<void> {
  loadTfjsNode(folder, { threads });
  if (!await tf.setBackend("tensorflow")) throw new Error("the backend tensorflow did not start");
  registerTensorflowKernels();
  registerTensorflowAdam();
}
