import { it } from "@std/testing/bdd";
import { chosenBlas } from "../lib/backend/blas/chosen_blas.ts";
import { isInstalled } from "../lib/backend/native/is_installed.ts";
import type { Backend } from "../lib/backend/backends.ts";
import { useBackend } from "../lib/backend/use_backend.ts";
import { itNeeds, type Right } from "./needs.ts";

/**
 * The backends to test: those named after `--` on the command line, else wasm, blas and tensorflow. WebGPU is
 * tested by name in a process of its own (tests/backend/webgpu_test.ts): where Vulkan's software adapter
 * has been loaded, TensorFlow's library no longer loads.
 */
const BACKENDS = Deno.args.length > 0
  ? Deno.args as Backend[]
  : ["wasm", "blas", "tensorflow"] as const;

const RIGHTS: Partial<Record<Backend, Right[]>> = {
  blas: ["read", "ffi"],
  tensorflow: ["read", "env", "ffi"],
};

/** A test on each backend; where a BLAS or TensorFlow is not installed, it is skipped with a word. */
export function onEachBackend(name: string, fn: (backend: Backend) => Promise<void>): void {
  for (const backend of BACKENDS) {
    const title = `${name}, on ${backend}`;
    const there = { blas: chosenBlas, tensorflow: isInstalled } as Partial<
      Record<Backend, () => unknown>
    >;
    if (there[backend] && !there[backend]()) {
      it.skip(`${title} (skipped: deno task native has not installed it)`, () => {});
      continue;
    }
    itNeeds(RIGHTS[backend] ?? ["read"], title, async () => {
      await useBackend(backend);
      try {
        await fn(backend);
      } finally {
        await useBackend("cpu");
      }
    });
  }
}
