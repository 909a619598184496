/**
 * TensorFlow.js' own WebAssembly as version 0.1.0 of the lab tuned it, on one thread: products without transpose
 * flags, clones that copy nothing, Adam on the heap. Its threads, which saved 8 percent, needed patches of the
 * package and are not here.
 */
import "../../../lib/deps/tfjs_wasm.ts";
import { registerDense } from "../../../lib/backend/kernels/dense.ts";
import { tf } from "../../../lib/deps/tfjs.ts";
import { registerWasmAdam } from "./wasm_adam.ts";
import { registerWasmIdentity } from "./wasm_identity.ts";
import { registerWasmMatMul } from "./wasm_mat_mul.ts";

/** Makes it the backend `wasm` of this process. */
export async function startTunedWasm(): Promise<void> {
  if (!await tf.setBackend("wasm")) throw new Error("TensorFlow.js' wasm did not start");
  registerWasmMatMul();
  registerWasmIdentity();
  registerWasmAdam();
  registerDense("wasm");
}
