/**
 * Products of matrices by a native library, which trains faster than WebAssembly (deno task bench says by how
 * much).
 *
 *     deno task native
 *     deno task native --tensorflow
 *
 * Looks for a BLAS on this machine, tries it in a process of its own, and notes in `blas/` which one the backend
 * blas is to use; where there is none it installs OpenBLAS from a Python package of 8 MB.
 *
 * `--tensorflow` puts `@tensorflow/tfjs-node-gpu` together from its parts, since its own installer often fails: the npm
 * package without its install script, TensorFlow's libraries out of the Python wheel, and the package's
 * binding compiled on this machine. All of it lies in `native/`, which nothing else uses.
 * Left out on purpose: Windows, and macOS on Intel, for which TensorFlow has no such libraries.
 */
import { runCommand } from "../lib/cli/command.ts";
import { native } from "../lib/cli/native/native.ts";
import { onOff } from "../lib/run/mod.ts";

const flags = {
  tensorflow: onOff("install TensorFlow's native library instead, for --backend tensorflow"),
  gpu: onOff("install the TensorFlow with CUDA, for NVIDIA's GPUs"),
  dryRun: onOff("print what would be done, without doing it"),
  remove: onOff("delete what this task installed"),
};

if (import.meta.main) {
  const status = await runCommand({
    name: "native",
    description: "Choose a BLAS of this machine, or install one, which makes training faster.",
    flags,
    examples: [
      ["native", "a few seconds, and 8 MB to fetch where this machine has no BLAS"],
      ["native --tensorflow", "about half a minute, and 250 MB to fetch"],
      ["native --gpu --dry-run", "what it would fetch for an NVIDIA GPU"],
      ["native --remove", "everything computes on wasm again"],
    ],
    interruptible: true,
    run: native,
  });
  Deno.exit(status);
}
