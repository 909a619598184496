/** Where the time of a training step goes: `step_parts.ts BACKEND` -> milliseconds by part, as JSON. */
import type { Backend } from "../lib/backend/backends.ts";
import type { EngineBackend } from "../lib/backend/engine/engine_backend.ts";
import { useBackend } from "../lib/backend/use_backend.ts";
import { shuffledBatches } from "../lib/data/batches.ts";
import { loadMnist } from "../lib/data/mnist.ts";
import { tf } from "../lib/deps/tfjs.ts";
import { TorchRandom } from "../lib/math/torch_random.ts";
import { Vae } from "../lib/model/vae.ts";
import { median } from "./median.ts";
import { ourStep } from "./our_step.ts";

const [WARM_UP, STEPS] = [100, 300];

/** What a kernel is called in the table. */
const PARTS: Readonly<Record<string, string>> = {
  scaleBytes: "images and noise",
  add: "sums of gradients",
  columnSums: "sums of gradients",
  leakyReluGrad: "gradients of activations",
  sigmoidGrad: "gradients of activations",
  squaredError: "the error, and its gradient",
  squaredErrorGrad: "the error, and its gradient",
  reparameterize: "codes, and their gradient",
  reparameterizeGrad: "codes, and their gradient",
  klPerUnit: "the KL divergence, and its gradient",
  klPerUnitGrad: "the KL divergence, and its gradient",
  adam: "Adam",
};

await useBackend(Deno.args[0] as Backend, { threads: Number(Deno.args[1]) });
const backend = tf.backend() as unknown as {
  -readonly [K in "engine" | "products"]: EngineBackend[K];
};
let spent: Record<string, number> = {};

/** The same function, with a clock around it. */
function clocked<A extends unknown[]>(part: string, run: (...args: A) => void) {
  return (...args: A) => {
    const start = performance.now();
    run(...args);
    spent[part] = (spent[part] ?? 0) + performance.now() - start;
  };
}

const { multiply, library, threads } = backend.products;
backend.products = {
  multiply: clocked("products, with bias and activation", multiply),
  library,
  threads,
};
const kernels = Object.entries(backend.engine.kernels).filter(([name]) => name in PARTS);
const watched = kernels.map(([name, run]) => [name, clocked(PARTS[name], run)]);
Object.assign(backend.engine, {
  kernels: { ...backend.engine.kernels, ...Object.fromEntries(watched) },
});

const random = new TorchRandom(0);
const data = await loadMnist({ count: 128 * (WARM_UP + STEPS) });
data.copyRows = clocked("images and noise", data.copyRows.bind(data));
const vae = new Vae({ random });
const trainOn = ourStep(vae.stateDict());
const rounds: Record<string, number>[] = [];
for (const indices of shuffledBatches(data.count, 128, random)) {
  spent = {};
  const start = performance.now();
  const noise = random.normal(128 * vae.latentSize);
  spent["images and noise"] = performance.now() - start;
  await trainOn(data, indices, noise);
  const whole = performance.now() - start;
  const known = Object.values(spent).reduce((sum, part) => sum + part, 0);
  rounds.push({ ...spent, "the tape, and small operations": whole - known });
}
const measured = rounds.slice(WARM_UP);
const names = Object.keys(measured[0]);
console.log(JSON.stringify(Object.fromEntries(
  names.map((name) => [name, median(measured.map((round) => round[name]))]),
)));
