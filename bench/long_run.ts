/** Trains as the tasks do: `long_run.ts BACKEND IMAGESxEPOCHS...` -> each epoch's time and memory. */
import type { Backend } from "../lib/backend/backends.ts";
import { useBackend } from "../lib/backend/use_backend.ts";
import { loadMnist } from "../lib/data/mnist.ts";
import { TorchRandom } from "../lib/math/torch_random.ts";
import { Vae } from "../lib/model/vae.ts";
import { constantObjective } from "../lib/train/objective.ts";
import { train } from "../lib/train/train.ts";
import type { EpochUse } from "./measure/growth.ts";

const [backend, ...runs] = Deno.args;
await useBackend(backend as Backend);
const found: Record<string, EpochUse[]> = {};
for (const run of runs) {
  const [images, epochs] = run.split("x").map(Number);
  const random = new TorchRandom(0);
  const vae = new Vae({ random });
  const data = await loadMnist({ count: images });
  const uses: EpochUse[] = found[images] = [];
  let started = performance.now();
  for await (const event of train(vae, data, { epochs, random, objective: constantObjective(1) })) {
    if (event.kind === "batch") continue;
    const now = performance.now();
    uses.push({ seconds: (now - started) / 1000, bytes: Deno.memoryUsage().rss });
    started = now;
  }
  vae.dispose();
}
console.log(JSON.stringify(found));
Deno.exit(0);
