/**
 * TensorFlow's native library for the lab, which trains faster than WebAssembly (deno task bench says
 * by how much).
 *
 *     deno task native
 *
 * Puts `@tensorflow/tfjs-node-gpu` together from its parts, since its own installer often fails: the npm
 * package without its install script, TensorFlow's libraries out of the Python wheel, and the package's
 * binding compiled on this machine. All of it lies in `native/`, which nothing else uses.
 * Left out on purpose: Windows, and macOS on Intel, for which TensorFlow has no such libraries.
 */
import { runCommand } from "../lib/cli/command.ts";
import { native } from "../lib/cli/native/native.ts";
import { onOff } from "../lib/run/mod.ts";

const flags = {
  gpu: onOff("install the TensorFlow with CUDA, for NVIDIA's GPUs"),
  dryRun: onOff("print what would be done, without doing it"),
  remove: onOff("delete what this task installed"),
};

if (import.meta.main) {
  const status = await runCommand({
    name: "native",
    description: "Install TensorFlow's native library into native/, which makes training faster.",
    flags,
    examples: [
      ["native", "about half a minute, and 250 MB to fetch; a second time, it says what is there"],
      ["native --gpu --dry-run", "what it would fetch for an NVIDIA GPU"],
      ["native --remove", "everything computes on wasm again"],
    ],
    interruptible: true,
    run: native,
  });
  Deno.exit(status);
}
