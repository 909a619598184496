/**
 * The lab's training step in jax-js, jitted, on WebAssembly: `jax_js_lab.ts THREADS`.
 *
 * step N: training steps; the batches are cut from the data set, and the loss is read after each.
 *
 * jax-js counts references: passing an array gives it away, `ref` keeps it.
 */
import { useBackend } from "../../lib/backend/use_backend.ts";
import { shuffledBatches } from "../../lib/data/batches.ts";
import { loadMnist } from "../../lib/data/mnist.ts";
import { init, jit, nn, numpy as np, valueAndGrad } from "../../lib/deps/jax_js.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { Vae } from "../../lib/model/vae.ts";
import { serve, type Timing } from "../serve.ts";

type Array = ReturnType<typeof np.array>;
type Tree = Record<string, Array>;

// It takes as many threads as there are cores.
Object.defineProperty(navigator, "hardwareConcurrency", { value: Number(Deno.args[0]) });
await init("wasm");
await useBackend("cpu"); // for the initial parameters alone
const random = new TorchRandom(0);
const data = await loadMnist();
const vae = new Vae({ random });
const initial = Object.entries(vae.stateDict());
const names = initial.map(([name]) => name);
const fresh = (make: (values: Float32Array) => Float32Array): Tree =>
  Object.fromEntries(
    initial.map(([name, { shape, values }]) => [
      name,
      np.array(make(values) as Float32Array<ArrayBuffer>).reshape([...shape]),
    ]),
  );

function lossOf(p: Tree, x: Array, eps: Array): Array {
  const dense = (h: Array, name: string) =>
    np.matmul(h, np.transpose(p[`${name}.weight`].ref)).add(p[`${name}.bias`].ref);
  const layer = (h: Array, name: string) => nn.leakyRelu(dense(h, name), 0.01);
  const h = layer(layer(x.ref, "encoder.net.0"), "encoder.net.2");
  const mu = layer(layer(h.ref, "encoder.mu.0"), "encoder.mu.2");
  const logVar = layer(layer(h, "encoder.log_var.0"), "encoder.log_var.2");
  const z = mu.ref.add(np.exp(logVar.ref.mul(0.5)).mul(eps));
  const hidden = layer(layer(layer(z, "decoder.net.0"), "decoder.net.2"), "decoder.net.4");
  const xHat = nn.sigmoid(dense(hidden, "decoder.net.6"));
  const rec = np.square(xHat.sub(x)).sum().div(128);
  const kl = logVar.ref.add(1).sub(np.square(mu)).sub(np.exp(logVar)).sum().mul(-0.5 / 128);
  for (const name of names) p[name].dispose();
  return rec.add(kl);
}

const train = jit((p: Tree, m: Tree, v: Tree, scale: Array, root: Array, x: Array, eps: Array) => {
  const kept = Object.fromEntries(names.map((name) => [name, p[name].ref]));
  const [loss, gradients] = valueAndGrad(lossOf)(kept, x, eps) as [Array, Tree];
  const next: [Tree, Tree, Tree] = [{}, {}, {}];
  for (const name of names) {
    const g = gradients[name];
    const first = m[name].mul(0.9).add(g.ref.mul(0.1));
    const second = v[name].mul(0.999).add(np.square(g).mul(0.001));
    const change = first.ref.mul(scale.ref).div(np.sqrt(second.ref).div(root.ref).add(1e-8));
    next[0][name] = p[name].sub(change);
    next[1][name] = first;
    next[2][name] = second;
  }
  scale.dispose();
  root.dispose();
  return [loss, ...next];
}) as unknown as (...inputs: unknown[]) => [Array, Tree, Tree, Tree];

let state = [fresh((v) => v), fresh((v) => v.map(() => 0)), fresh((v) => v.map(() => 0))];
let t = 0;

async function step(count: number): Promise<Timing> {
  const order = shuffledBatches(data.count, 128, random).slice(0, count);
  let value = 0;
  const start = performance.now();
  for (const indices of order) {
    t++;
    const x = np.array(data.rows(indices) as Float32Array<ArrayBuffer>).reshape([128, 784]);
    const eps = np.array(random.normal(128 * 8) as Float32Array<ArrayBuffer>).reshape([128, 8]);
    const scale = np.array([1e-3 / (1 - 0.9 ** t)]);
    const root = np.array([Math.sqrt(1 - 0.999 ** t)]);
    const [loss, ...next] = train(...state, scale, root, x, eps);
    state = next;
    value = (await loss.data())[0];
  }
  return { milliseconds: performance.now() - start, batches: count, loss: value };
}

await step(5);
await serve({ "jax-js": "0.1.25" }, { step });
