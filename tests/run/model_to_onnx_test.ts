/** Models as ONNX: what the files say, and what two runtimes compute with them, for every kind of model. */
import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fileURLToPath } from "node:url";
import config from "../../deno.json" with { type: "json" };
import { useBackend } from "../../lib/backend/use_backend.ts";
import { loadMnist } from "../../lib/data/mnist.ts";
import { ModelProtoSchema } from "../../lib/deps/onnx_buf.ts";
import { ort } from "../../lib/deps/onnxruntime_web.ts";
import { fromBinary } from "../../lib/deps/protobuf.ts";
import { type Tensor2D, tf } from "../../lib/deps/tfjs.ts";
import { pixelsOf } from "../../lib/math/image_shape.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { Vae, type VaeOptions } from "../../lib/model/vae.ts";
import { modelFromBytes } from "../../lib/run/model_file.ts";
import { modelToOnnx } from "../../lib/run/model_to_onnx.ts";
import { UserError } from "../../lib/user_error.ts";
import { itNeeds } from "../needs.ts";
import { itNeedsPython, runPython } from "../python.ts";
import { withFolder } from "../scripts/run_task.ts";

await useBackend("wasm");
ort.env.wasm.numThreads = 1;
const itNeedsOnnxruntime = await itNeedsPython("numpy, onnx, onnxruntime");
const program = fileURLToPath(new URL("../onnx/run_onnx.py", import.meta.url));

/** Each option of a model, by itself and with others. */
const KINDS: readonly Omit<VaeOptions, "random">[] = [
  {},
  { head: "linear" },
  { likelihood: "bernoulli" },
  { likelihood: "bernoulli", head: "linear", latentSize: 1 },
  { latentSize: 784 },
  { clampLogVar: 0.04 },
  { clampLogVar: 1e-3, head: "linear", latentSize: 3 },
  { image: { height: 10, width: 12 }, latentSize: 2 },
  { image: { height: 1, width: 1 } },
  { image: { height: 128, width: 128 } },
  { architecture: "linear" },
  { architecture: "linear", clampLogVar: 0.3, image: { height: 5, width: 7 }, latentSize: 4 },
  { architecture: "linear", latentSize: 1, image: { height: 1, width: 1 } },
  { architecture: "mlp", latentSize: 50, likelihood: "bernoulli" },
  { architecture: "mlp", hiddenSize: 7, skip: "code", family: "batch-norm", clampLogVar: 0.04 },
  { family: "delta", delta: 0.3 },
  { family: "delta", delta: 5, head: "linear", skip: "code", latentSize: 3 },
  { family: "batch-norm", gamma: 0.7 },
  { architecture: "linear", family: "batch-norm", latentSize: 2 },
  { skip: "code", likelihood: "bernoulli" },
];

/** A model whose every parameter was drawn, biases and variances too, and no two alike. */
function drawn(options: Omit<VaeOptions, "random">, seed: number): Vae {
  const random = new TorchRandom(seed);
  const vae = new Vae({ ...options, random });
  const entries = Object.entries(vae.stateDict()).map(([name, { shape, values }]) => {
    // Not so large that the sigmoid is 0 or 1 throughout.
    const scale = shape.length === 2 ? 2 / Math.sqrt(shape[1]) : 0.5;
    const from = name.endsWith("running_var") ? 0.1 : -scale; // a variance
    return [name, { shape, values: random.uniform(values.length, from, scale) }] as const;
  });
  vae.loadStateDict(Object.fromEntries(entries));
  return vae;
}

/** A file's bytes, the rows that it is to be given, and what the model itself makes of them. */
interface Case {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly input: Tensor2D;
  /** By the names that the file is to give them. */
  readonly outputs: Readonly<Record<string, Tensor2D>>;
}

/** The encoder's and the decoder's file of a model. @param x images. [N, P] @param z codes. [N, d] */
async function casesOf(vae: Vae, x: Tensor2D, z: Tensor2D): Promise<Record<string, Case>> {
  const { encoder, decoder } = await modelToOnnx(vae);
  const { mu, logVar } = vae.posterior(x);
  return {
    encoder: { bytes: encoder, input: x, outputs: { mu, log_var: logVar } },
    decoder: { bytes: decoder, input: z, outputs: { x_hat: vae.reconstruct(z) } },
  };
}

/** Both files of every kind, by a name that says which. */
async function allCases(): Promise<Record<string, Case>> {
  const named: [string, Case][] = [];
  for (const [i, options] of KINDS.entries()) {
    const vae = drawn(options, i);
    const [rows, pixels, d, random] = [6, pixelsOf(vae.image), vae.latentSize, new TorchRandom(i)];
    const x = tf.tensor2d(random.uniform(rows * pixels), [rows, pixels]);
    const z = tf.tensor2d(random.uniform(rows * d, -3, 3), [rows, d]);
    const cases = await casesOf(vae, x, z);
    const bound = options.clampLogVar;
    if (bound !== undefined) {
      const clamped = cases.encoder.outputs.log_var.dataSync().map(Math.abs);
      assert(clamped.includes(Math.fround(bound)), `nothing was clamped to ${bound}`);
    }
    const which = JSON.stringify(options).replaceAll(/[{}"]/g, "");
    for (const [part, each] of Object.entries(cases)) named.push([`${i} ${part} ${which}`, each]);
    vae.dispose();
  }
  return Object.fromEntries(named);
}

/** The largest difference of two lists of numbers. */
function largestDifference(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  assertEquals(theirs.length, ours.length);
  let largest = 0;
  for (let i = 0; i < ours.length; i++) {
    assert(Number.isFinite(theirs[i]));
    largest = Math.max(largest, Math.abs(ours[i] - theirs[i]));
  }
  return largest;
}

/** Fails where a runtime's numbers differ from ours by more than rounding. */
function assertClose(name: string, ours: Tensor2D, theirs: ArrayLike<number>): void {
  const values = ours.dataSync();
  const largest = largestDifference(values, new Float32Array(values.length));
  const difference = largestDifference(values, theirs);
  assert(difference <= 1e-6 + 1e-5 * largest, `${name}: ${difference}; the largest is ${largest}`);
}

const floats = (bytes: Uint8Array) => new Float32Array(bytes.slice().buffer);

itNeeds(
  ["read"],
  `onnxruntime-web computes what each of ${KINDS.length} kinds of models computes`,
  async () => {
    for (const [name, { bytes, input, outputs }] of Object.entries(await allCases())) {
      const session = await ort.InferenceSession.create(bytes);
      const [given] = session.inputNames;
      const values = await input.data<"float32">();
      const found = await session.run({ [given]: new ort.Tensor("float32", values, input.shape) });
      assertEquals(Object.keys(found), Object.keys(outputs));
      for (const [output, ours] of Object.entries(outputs)) {
        assertEquals(found[output].dims, ours.shape);
        assertClose(`${name}: ${output}`, ours, found[output].data as Float32Array);
      }
      await session.release();
    }
  },
);

/** What tests/onnx/run_onnx.py printed of these cases, and the numbers that onnxruntime gave. */
async function inPython(python: string, cases: Readonly<Record<string, Case>>) {
  const found: Record<string, Record<string, Float32Array>> = {};
  let lines: string[] = [];
  await withFolder(async (folder) => {
    const files = Object.entries(cases).map(([name, each], i) =>
      [name, each, `${folder}/${String(i).padStart(4, "0")}`] as const
    );
    for (const [, { bytes, input }, file] of files) {
      const values = await input.data<"float32">();
      await Deno.writeFile(`${file}.onnx`, bytes);
      await Deno.writeFile(`${file}.input`, new Uint8Array(values.slice().buffer));
    }
    lines = (await runPython(python, [program, folder])).trim().split("\n");
    for (const [name, { outputs }, file] of files) {
      found[name] = {};
      for (const output of Object.keys(outputs)) {
        found[name][output] = floats(await Deno.readFile(`${file}.${output}`));
      }
    }
  });
  return { found, said: lines.map((line) => JSON.parse(line)) };
}

itNeedsOnnxruntime(
  "ONNX' own checker passes each of them, and onnxruntime computes the same",
  async (python) => {
    const cases = await allCases();
    const { found } = await inPython(python, cases);
    for (const [name, { outputs }] of Object.entries(cases)) {
      for (const [output, ours] of Object.entries(outputs)) {
        assertClose(`${name}: ${output}`, ours, found[name][output]);
      }
    }
  },
);

const shipped = new URL("../../fixtures/anneal-seed-0/model.safetensors", import.meta.url);

async function shippedModel(): Promise<Vae> {
  return modelFromBytes(await Deno.readFile(shipped), "the shipped model");
}

itNeedsOnnxruntime(
  "onnxruntime encodes and decodes 1,000 test images as the shipped model does",
  async (python) => {
    const vae = await shippedModel();
    const count = 1000;
    const data = await loadMnist({ split: "test", count });
    const rows = data.rows(Int32Array.from({ length: count }, (_, i) => i));
    const x = tf.tensor2d(rows, [count, 784]);
    const cases = await casesOf(vae, x, vae.encode(x));
    const { found, said } = await inPython(python, cases);
    const differences = Object.entries(cases).flatMap(([part, { outputs }]) =>
      Object.entries(outputs).map(([name, ours]) =>
        [name, largestDifference(ours.dataSync(), found[part][name])] as const
      )
    );
    assert(differences.every(([, difference]) => difference < 5e-6), differences.join("; "));
    assertEquals(said.map(({ input, outputs }) => ({ input, outputs })), [
      { input: ["x", ["N", 784]], outputs: [["mu", ["N", 8]], ["log_var", ["N", 8]]] },
      { input: ["z", ["N", 8]], outputs: [["x_hat", ["N", 784]]] },
    ]);
  },
);

const read = (bytes: Uint8Array) => fromBinary(ModelProtoSchema, bytes);

it("modelToOnnx() keeps each parameter bit for bit, by PyTorch's name, in one of the files", async () => {
  for (const [i, options] of KINDS.entries()) {
    const vae = drawn(options, i);
    const { encoder, decoder } = await modelToOnnx(vae);
    const tensors = [encoder, decoder].flatMap((bytes) => read(bytes).graph!.initializer);
    const state = tensors.map(({ name, dims, rawData }) =>
      [name, { shape: dims.map(Number), values: floats(rawData) }] as const
    );
    assertEquals(Object.fromEntries(state), vae.stateDict());
    assertEquals(state.length, Object.keys(vae.stateDict()).length);
    vae.dispose();
  }
});

itNeeds(["read"], "modelToOnnx() notes what the model is, and of which file", async () => {
  const vae = await shippedModel();
  const { encoder, decoder } = await modelToOnnx(vae);
  assertEquals(await modelToOnnx(vae), { encoder, decoder }); // the same bytes
  const bytes = await Deno.readFile(shipped);
  const modelSha256 = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
  const notes = {
    lab: config.version,
    latentSize: "8",
    height: "28",
    width: "28",
    architecture: "lab",
    head: "leaky",
    likelihood: "gaussian",
    modelSha256,
  };
  for (const [file, part] of [[encoder, "encoder"], [decoder, "decoder"]] as const) {
    const { metadataProps, producerVersion, docString, graph } = read(file);
    assertEquals(Object.fromEntries(metadataProps.map(({ key, value }) => [key, value])), notes);
    assertEquals([producerVersion, graph!.name], [config.version, part]);
    assertMatch(docString, new RegExp(`^The ${part} of a variational autoencoder: `));
    // Where PyTorch has a module, a node has its name.
    assertEquals(graph!.node[0].name, `${part}.net.0`);
  }
  const odd = drawn({ clampLogVar: 2.5, image: { height: 3, width: 5 } }, 0);
  const { metadataProps } = read((await modelToOnnx(odd)).decoder);
  const found = Object.fromEntries(metadataProps.map(({ key, value }) => [key, value]));
  assertEquals([found.clampLogVar, found.height, found.width], ["2.5", "3", "5"]);
});

it("modelToOnnx() refuses a model that diverged, and what is no model", async () => {
  const vae = drawn({}, 0);
  vae.parameters()["decoder.net.0.bias"].assign(tf.fill([32], NaN));
  await assertRejects(
    () => modelToOnnx(vae),
    UserError,
    "value 0 of decoder.net.0.bias is NaN: training diverged.",
  );
  // deno-lint-ignore no-explicit-any
  await assertRejects(() => modelToOnnx({} as any), TypeError, "vae must be a Vae, got Object");
});
