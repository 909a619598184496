/**
 * Loads MNIST, in a program of its own, since Deno starts none whose packages it cannot fetch:
 *
 *     deno run --allow-read lib/cli/doctor/try_data.ts
 */
import { loadMnist } from "../../data/mnist.ts";
import type { DataTrial } from "./machine.ts";
import { report } from "./report.ts";

if (import.meta.main) {
  await report(async (): Promise<DataTrial> => {
    const started = performance.now();
    const { count: train } = await loadMnist({ split: "train" });
    const { count: test } = await loadMnist({ split: "test" });
    return { train, test, milliseconds: performance.now() - started };
  });
}
