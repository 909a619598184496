/** One round in a process of its own: `time_steps.ts naive|wasm|tensorflow STEPS THREADS` -> JSON. */
import { type Backend, useBackend } from "../lib/backend/use_backend.ts";
import { shuffledBatches } from "../lib/data/batches.ts";
import { loadMnist } from "../lib/data/mnist.ts";
import { tf } from "../lib/deps/tfjs.ts";
import { TorchRandom } from "../lib/math/torch_random.ts";
import { Vae } from "../lib/model/vae.ts";
import { naivePort } from "./naive_port.ts";
import { ourStep } from "./our_step.ts";

const [who, steps, threads] = [Deno.args[0], Number(Deno.args[1]), Number(Deno.args[2])];
if (who === "naive") {
  await import("../lib/deps/tfjs_wasm.ts");
  await tf.setBackend("wasm");
} else {
  await useBackend(who as Backend, { threads });
}
const random = new TorchRandom(0);
const vae = new Vae({ random });
const initial = vae.stateDict();
vae.dispose();
const data = await loadMnist();
const order = shuffledBatches(data.count, 128, random);
const step = who === "naive" ? naivePort(initial) : ourStep(initial);

const WARM_UP = 5;
let loss = 0;
let start = 0;
for (let i = 0; i < WARM_UP + steps; i++) {
  if (i === WARM_UP) start = performance.now();
  loss = await step(data.rows(order[i]), random.normal(128 * 8));
}
console.log(JSON.stringify({ loss, milliseconds: (performance.now() - start) / steps }));
