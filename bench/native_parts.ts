/** Where the time of a native training step goes: `native_parts.ts` -> {@linkcode Parts} as JSON. */
import { nativeFolder } from "../lib/backend/native/native_folder.ts";
import { useBackend } from "../lib/backend/use_backend.ts";
import { shuffledBatches } from "../lib/data/batches.ts";
import { loadMnist } from "../lib/data/mnist.ts";
import { tf } from "../lib/deps/tfjs.ts";
import { loadTfjsNode } from "../lib/deps/tfjs_node.ts";
import { TorchRandom } from "../lib/math/torch_random.ts";
import { Vae } from "../lib/model/vae.ts";
import type { Parts } from "./measure/parts.ts";
import { median } from "./median.ts";
import { ourStep } from "./our_step.ts";

const [WARM_UP, STEPS] = [20, 200];

/** The part of a step that a function of the library, or an operation, belongs to. */
function partOf(name: string): string {
  if (/MatMul|Einsum|Conv/.test(name)) return "matrix products";
  if (/Adam|VariableOp/.test(name)) return "Adam";
  return /^(createTensor|tensorDataSync|deleteTensor)$/.test(name)
    ? "tensors in and out"
    : "other operations";
}

// The clock first: a kernel may take hold of the library when it is registered.
loadTfjsNode(nativeFolder()!, { threads: 1 });
await tf.setBackend("tensorflow");
const backend = tf.backend() as unknown as { binding: Record<string, unknown> };
const operations = new Map<string, { count: number; milliseconds: number }>();
backend.binding = clocked(backend.binding);
await useBackend("tensorflow");

/** The library's functions, each with a clock around it. */
function clocked(binding: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = Object.getOwnPropertyNames(binding);
  return Object.fromEntries(names.map((property) => {
    const value = binding[property];
    if (typeof value !== "function") return [property, value];
    const run = (...args: unknown[]) => {
      const start = performance.now();
      const result = value.apply(binding, args);
      const elapsed = performance.now() - start;
      const name = property === "executeOp" ? args[0] as string : property;
      const { count, milliseconds } = operations.get(name) ?? { count: 0, milliseconds: 0 };
      operations.set(name, { count: count + 1, milliseconds: milliseconds + elapsed });
      return result;
    };
    return [property, run];
  }));
}

const random = new TorchRandom(0);
const data = await loadMnist();
const vae = new Vae({ random });
const step = ourStep(vae.stateDict());
const steps: { whole: number; inside: typeof operations }[] = [];
const order = shuffledBatches(data.count, 128, random);
for (const indices of order.slice(0, WARM_UP + STEPS)) {
  operations.clear();
  const start = performance.now();
  await step(data.rows(indices), random.normal(128 * 8));
  steps.push({ whole: performance.now() - start, inside: new Map(operations) });
}
const warm = steps.slice(WARM_UP);
const names = [...new Set(warm.flatMap(({ inside }) => [...inside.keys()]))];
const found: Record<string, [number, number]> = {};
const milliseconds: Record<string, number> = {};
for (const name of names) {
  const count = median(warm.map(({ inside }) => inside.get(name)?.count ?? 0));
  found[name] = [count, median(warm.map(({ inside }) => inside.get(name)?.milliseconds ?? 0))];
  milliseconds[partOf(name)] = (milliseconds[partOf(name)] ?? 0) + found[name][1];
}
const inside = Object.values(milliseconds).reduce((sum, value) => sum + value, 0);
milliseconds["JavaScript"] = median(warm.map(({ whole }) => whole)) - inside;
const parts: Parts = { milliseconds, operations: found };
console.log(JSON.stringify(parts));
Deno.exit(0);
