import { fileURLToPath } from "node:url";
import { tf } from "../deps/tfjs.ts";
import { registerWebgpu } from "../deps/tfjs_webgpu.ts";
import { checkWord } from "../math/check_argument.ts";
import { UserError } from "../user_error.ts";
import { registerDense } from "./kernels/dense.ts";
import { chosenBlas } from "./blas/chosen_blas.ts";
import { startBlas } from "./blas/start_blas.ts";
import { type Backend, BACKENDS } from "./backends.ts";
import { isInstalled } from "./native/is_installed.ts";
import { nativeFolder } from "./native/native_folder.ts";
import { startEngine, usefulThreads } from "./start_engine.ts";
import { startTensorflow } from "./start_tensorflow.ts";

/** How a backend is to run. */
export interface BackendOptions {
  /** Threads of `blas`, `wasm` and `tensorflow`; chosen for this machine where it is not given. */
  readonly threads?: number;
  /** Is told, in a sentence, why `auto` does not take the BLAS that was chosen. */
  readonly tell?: (caution: string) => void;
  /** Called if it can compute no more: the device of `webgpu` is lost. */
  readonly onLost?: (reason: UserError) => void;
}

/**
 * Chooses where tensors live and are computed; every tensor made before is lost to it, so call it first.
 *
 * - `auto`: `blas` where `deno task native` has chosen a library, else `wasm`.
 * - `blas`: the lab's own engine, with the matrix products of the machine's BLAS.
 * - `tensorflow`: TensorFlow's own library, by name only.
 * - `webgpu`: the graphics processor; by name only, since a software adapter is slower than wasm.
 * - `wasm`: the lab's own engine in WebAssembly, which every machine has.
 * - `cpu`: plain JavaScript, forty times slower; the others are compared with it.
 *
 * @returns the chosen backend's name
 * @throws {RangeError} if there is no backend of that name
 * @throws {UserError} if this machine cannot have it
 */
export async function useBackend(
  backend: Backend = "auto",
  options: BackendOptions = {},
): Promise<string> {
  checkWord("backend", backend, BACKENDS);
  const name = backend === "auto" ? await startAny(options) : await start[backend](options);
  registerDense(name);
  return name;
}

/** A BLAS where one was chosen and is well, else wasm. */
async function startAny(options: BackendOptions): Promise<string> {
  if (Deno.permissions.querySync({ name: "ffi" }).state === "granted" && chosenBlas()) {
    try {
      startBlas(options.threads ?? usefulThreads());
      return await settle("blas");
    } catch (error) {
      // It has changed since it was chosen; wasm is always there.
      const { message } = error as Error;
      options.tell?.(`${message} Using wasm instead. Run deno task native to choose a BLAS again.`);
    }
  }
  return await start.wasm(options);
}

const start = {
  async tensorflow({ threads }: BackendOptions): Promise<string> {
    const folder = nativeFolder();
    if (!folder) {
      throw new UserError(
        "the backend tensorflow needs a clone of the lab, where deno task native installs it; " +
          "use `backend` wasm instead.",
      );
    }
    needRead(folder, "the backend tensorflow");
    if (!isInstalled()) {
      throw new UserError(
        "TensorFlow's native library is not installed. deno task native installs it, in about a " +
          "minute; use `backend` wasm instead.",
      );
    }
    try {
      await startTensorflow(folder, threads);
    } catch (error) {
      if (error instanceof Deno.errors.NotCapable) throw error; // nothing is wrong with the library
      throw new UserError(
        `TensorFlow's native library does not load: ${(error as Error).message}. ` +
          `Install it anew: deno task native --remove, then deno task native.`,
        { cause: error },
      );
    }
    return "tensorflow";
  },

  async webgpu({ onLost }: BackendOptions): Promise<string> {
    if (!await navigator.gpu?.requestAdapter()) {
      throw new UserError(
        "this machine shows no WebGPU adapter (no graphics driver, or no Vulkan on Linux). " +
          "Use `backend` wasm instead.",
      );
    }
    await registerWebgpu();
    const name = await settle("webgpu");
    const { device } = tf.backend() as unknown as { device: GPUDevice };
    device.lost.then(({ message }) =>
      onLost?.(
        new UserError(
          `the graphics processor was lost (${message}). Use \`backend\` wasm instead.`,
        ),
      )
    );
    return name;
  },

  async blas({ threads = usefulThreads() }: BackendOptions): Promise<string> {
    try {
      startBlas(threads);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const advice = "Run deno task native, which chooses or installs one, or use `backend` wasm.";
      throw new UserError(`${error.message} ${advice}`, { cause: error });
    }
    return await settle("blas");
  },

  async wasm({ threads = usefulThreads() }: BackendOptions): Promise<string> {
    startEngine(threads);
    return await settle("wasm");
  },

  cpu: (): Promise<string> => settle("cpu"),
};

/** A backend that cannot start does not throw: TensorFlow.js answers false and stays on another. */
async function settle(name: string): Promise<string> {
  const started = await tf.setBackend(name);
  await tf.ready();
  if (started && tf.getBackend() === name) return name;
  throw new UserError(`the backend ${name} did not start.`);
}

/** Told before TensorFlow.js tries: it would print a page of its own, or take another backend. */
function needRead(path: URL, who: string): void {
  if (Deno.permissions.querySync({ name: "read", path }).state === "granted") return;
  throw new UserError(`${who} reads ${fileURLToPath(path)}: add --allow-read.`);
}
