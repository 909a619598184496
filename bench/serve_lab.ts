/**
 * The lab, timed: `serve_lab.ts naive|tuned|wasm|blas|tensorflow THREADS`.
 *
 * step N: training steps; the batches are cut from the data set, and the loss is read after each.
 * epoch:  a whole epoch of train(); the metrics of the latent units, which the notebook has not, apart.
 */
import type { Backend } from "../lib/backend/backends.ts";
import { useBackend } from "../lib/backend/use_backend.ts";
import { shuffledBatches } from "../lib/data/batches.ts";
import { loadMnist } from "../lib/data/mnist.ts";
import { tf } from "../lib/deps/tfjs.ts";
import { TorchRandom } from "../lib/math/torch_random.ts";
import { constantObjective } from "../lib/train/objective.ts";
import { train } from "../lib/train/train.ts";
import { Vae } from "../lib/model/vae.ts";
import { naivePort } from "./naive_port.ts";
import { ourStep } from "./our_step.ts";
import { serve, type Timing } from "./serve.ts";

const [who, threads] = [Deno.args[0], Number(Deno.args[1])];
if (who === "naive") {
  await import("../lib/deps/tfjs_wasm.ts");
  await tf.setBackend("wasm");
} else if (who === "tuned") {
  await (await import("./peers/tuned_wasm/start_tuned_wasm.ts")).startTunedWasm();
} else {
  await useBackend(who as Backend, { threads });
}
const random = new TorchRandom(0);
const data = await loadMnist();
const vae = new Vae({ random });
const trainOn = who === "naive" ? naivePort(vae.stateDict()) : ourStep(vae.stateDict());
vae.dispose();

async function step(count: number): Promise<Timing> {
  const order = shuffledBatches(data.count, 128, random).slice(0, count);
  let loss = 0;
  const start = performance.now();
  for (const indices of order) {
    loss = await trainOn(data, indices, random.normal(128 * 8));
  }
  return { milliseconds: performance.now() - start, batches: count, loss };
}

async function epoch(): Promise<Timing> {
  const vae = new Vae({ random });
  const objective = constantObjective(1);
  let [batches, loss, milliseconds] = [0, 0, 0];
  const start = performance.now();
  for await (const event of train(vae, data, { epochs: 1, random, objective })) {
    if (event.kind === "epoch") continue;
    [batches, loss] = [event.batches, event.loss];
    milliseconds = performance.now() - start;
  }
  const metrics = performance.now() - start - milliseconds;
  vae.dispose();
  return { milliseconds, batches, loss, metrics };
}

await step(5);
await serve({ "TensorFlow.js": tf.version_core }, { step, epoch });
