import { tf } from "../deps/tfjs.ts";
import { UserError } from "../user_error.ts";
import { registerWasmAdam } from "./kernels/wasm_adam.ts";
import { registerWasmIdentity } from "./kernels/wasm_identity.ts";
import { registerWasmMatMul } from "./kernels/wasm_mat_mul.ts";

/** The names that {@linkcode useBackend} takes. */
export const BACKENDS = ["auto", "tensorflow", "webgpu", "wasm", "cpu"] as const;

/** A name that {@linkcode useBackend} takes. */
export type Backend = typeof BACKENDS[number];

/**
 * Chooses where tensors live and are computed; every tensor made before is lost to it, so call it first.
 *
 * `auto` is `wasm`: WebAssembly, which every machine has. `cpu` is plain JavaScript, twenty times
 * slower, but needs no right at all. `tensorflow` and `webgpu` have their names reserved.
 *
 * @returns the chosen backend's name
 * @throws {UserError} if this machine cannot have it
 */
export async function useBackend(backend: Backend = "auto"): Promise<string> {
  const name = backend === "auto" ? "wasm" : backend;
  if (name === "tensorflow" || name === "webgpu") {
    throw new UserError(
      `the backend ${name} is not part of this version; wanted one of auto, wasm, cpu.`,
    );
  }
  if (name === "wasm") await import("../deps/tfjs_wasm.ts");
  // A backend that cannot start does not throw: TensorFlow.js answers false and stays on another.
  const started = await tf.setBackend(name);
  await tf.ready();
  if (!started || tf.getBackend() !== name) {
    throw new UserError(
      `the backend ${name} did not start. It reads its .wasm file: is --allow-read given? ` +
        `--backend cpu goes without.`,
    );
  }
  if (name === "wasm") {
    registerWasmMatMul();
    registerWasmIdentity();
    registerWasmAdam();
  }
  return name;
}
