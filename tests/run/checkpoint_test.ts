import { useBackend } from "../../lib/backend/use_backend.ts";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { DataSet } from "../../lib/data/data_set.ts";
import { tf } from "../../lib/deps/tfjs.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { Vae } from "../../lib/model/vae.ts";
import {
  type Checkpoint,
  checkpointFromBytes,
  checkpointToBytes,
} from "../../lib/run/checkpoint.ts";
import { NO_METRICS } from "../../lib/run/metrics_position.ts";
import { modelToBytes } from "../../lib/run/model_file.ts";
import { readSafetensors, writeSafetensors } from "../../lib/file/safetensors.ts";
import { constantObjective } from "../../lib/train/objective.ts";
import { train } from "../../lib/train/train.ts";
import type { TrainState } from "../../lib/train/train_state.ts";
import { UserError } from "../../lib/user_error.ts";
import { onEachBackend } from "../each_backend.ts";

await useBackend("cpu");

const vae = new Vae({ latentSize: 2, random: new TorchRandom(3) });

function checkpoint(state: Partial<TrainState> = {}): Checkpoint {
  const random = new TorchRandom(5);
  random.normal(3); // leaves a spare one
  const parameters = vae.stateDict();
  const moments = Object.fromEntries(
    Object.entries(parameters).map(([name, { values: { length } }]) => [
      name,
      { first: random.uniform(length, -1), second: random.uniform(length) },
    ]),
  );
  const losses = { loss: 3.25, reconstruction: 2.125, kl: 1 / 3, klWeight: 0.1 + 0.2 };
  return {
    record: {
      task: "naive",
      seed: 0,
      options: { seed: 0, beta: 1, divisor: "rows" },
      data: { name: "mnist", images: 20 },
      backend: "cpu",
      versions: { deno: "2.9.6" },
      startedAt: "2026-11-23T23:35:12.110Z",
      seconds: 1.5,
      epochs: [{ epoch: 1, ...losses, klPerUnit: [0.1, 0.2], activeUnits: 1, seconds: 1 }],
    },
    metrics: { bytes: 120, sha256: "0".repeat(64) },
    memory: {
      json: { seen: [1, "two", { three: 3 }] },
      tensors: { picture: { shape: [2, 2], values: new Float32Array([1, 2, 3, Math.PI]) } },
    },
    state: {
      epoch: 2,
      batch: 0,
      sums: losses,
      milliseconds: 12.5,
      epochRandom: new TorchRandom(8).state(),
      random: random.state(),
      adam: { step: 7, moments },
      parameters,
      ...state,
    },
  };
}

const whole = await checkpointToBytes(checkpoint());
const { tensors, metadata: { sha256: _, ...notes } } = readSafetensors(whole);

const refuse = (bytes: Uint8Array, message: string) =>
  assertRejects(() => checkpointFromBytes(bytes, "folder/file-x"), UserError, message);

/** A file with these notes instead, and with the checksum that is right for it. */
async function forged(changed: Record<string, unknown>, content = tensors) {
  const json = Object.entries(changed).map(([key, value]) => [key, JSON.stringify(value)]);
  const all = { ...notes, ...Object.fromEntries(json) };
  const hash = await crypto.subtle.digest("SHA-256", writeSafetensors(content, all));
  return writeSafetensors(content, { ...all, sha256: new Uint8Array(hash).toHex() });
}

it("checkpointFromBytes() gives back all that checkpointToBytes() wrote", async () => {
  assertEquals(await checkpointFromBytes(whole, "c"), checkpoint());
});

it("a checkpoint carries the spare normal that the generator keeps", async () => {
  const { state: { random } } = await checkpointFromBytes(whole, "c");
  const before = new TorchRandom(5);
  before.normal(3);
  const { length } = Object.values(vae.stateDict()).flatMap(({ values }) => [...values]);
  before.uniform(2 * length);
  assertEquals(TorchRandom.fromState(random).normal(4), before.normal(4));
});

it("checkpointFromBytes() takes the generator's state as lab 0.1.0 wrote it, an array", async () => {
  const state = JSON.parse(notes.state);
  const earlier = { ...state, random: state.random.engine, epochRandom: state.epochRandom.engine };
  const read = await checkpointFromBytes(await forged({ state: earlier }), "c");
  assertEquals(read.state.random, { engine: state.random.engine });
  assertEquals(read.state.epochRandom, checkpoint().state.epochRandom);
});

it("checkpointFromBytes() refuses a file that is cut short, wherever it is", async () => {
  const lengths = [...new TorchRandom(1).uniform(40)].map((x) => Math.floor(x * whole.length));
  for (const length of [0, 7, 8, whole.length - 1, ...lengths]) {
    const found = length === 0 ? "an empty file" : "not a valid safetensors file";
    await refuse(whole.subarray(0, length), `folder/file-x: ${found}`);
  }
});

it("checkpointFromBytes() refuses a file in which one bit was turned, wherever it is", async () => {
  const header = Number(new DataView(whole.buffer).getBigUint64(0, true));
  const random = new TorchRandom(2);
  for (let i = 0; i < 60; i++) {
    const bytes = whole.slice();
    const end = i < 30 ? 8 + header : bytes.length; // half of them in the header
    bytes[random.integer(end)] ^= 1 << random.integer(8);
    const error = await assertRejects(() => checkpointFromBytes(bytes, "folder/file-x"), UserError);
    assert(error.message.startsWith("folder/file-x"), error.message);
  }
});

it("checkpointFromBytes() tells a model from a checkpoint", async () => {
  await refuse(await modelToBytes(vae), 'file-x: not a checkpoint: its format is "pt"');
  await refuse(writeSafetensors({}), "file-x: not a checkpoint: its format is none");
});

it("checkpointFromBytes() says what was altered by its checksum", async () => {
  const values = tensors["first/encoder.net.0.bias"].values.map((x) => x + 1);
  const bias = { ...tensors["first/encoder.net.0.bias"], values };
  const metadata = readSafetensors(whole).metadata;
  await refuse(
    writeSafetensors({ ...tensors, "first/encoder.net.0.bias": bias }, metadata),
    `file-x was altered: its SHA-256 is `,
  );
});

it("checkpointFromBytes() reads the first format, which held every batch", async () => {
  const losses = { loss: 3.25, reconstruction: 2.125, kl: 1 / 3, klWeight: 0.3 };
  const batch = { kind: "batch" as const, epoch: 1, batch: 0, batches: 1, ...losses };
  const { metrics: _, format: __, ...rest } = notes;
  const first = { ...rest, format: "vae-lab-checkpoint-1", batches: JSON.stringify([batch]) };
  const hash = await crypto.subtle.digest("SHA-256", writeSafetensors(tensors, first));
  const bytes = writeSafetensors(tensors, { ...first, sha256: new Uint8Array(hash).toHex() });
  const read = await checkpointFromBytes(bytes, "c");
  assertEquals(read.batches, [batch]);
  assertEquals(read.metrics, NO_METRICS);
  assertEquals(read.state, checkpoint().state);
});

it("checkpointFromBytes() names the field that no run writes, though the checksum be right", async () => {
  const state = JSON.parse(notes.state), record = JSON.parse(notes.record);
  const cases: [Record<string, unknown>, string][] = [
    [{ state: { ...state, batch: -1 } }, "file-x: state: batch: "],
    [{ state: { ...state, epoch: 5 } }, "file-x: state: epoch 5 after 1 epochs"],
    [{ state: { ...state, random: [1, 2] } }, "file-x: state: random: wanted the state of a Torch"],
    [
      { state: { ...state, random: { ...state.random, spareNormal: "1" } } },
      "state: random: wanted",
    ],
    [{ state: { ...state, epochRandom: { engine: [] } } }, "state: epochRandom: wanted the state"],
    [{ state: { ...state, sums: { ...state.sums, kl: null } } }, "file-x: state: sums.kl: "],
    [{ metrics: { bytes: -1 } }, "file-x: metrics: bytes: "],
    [{ metrics: 3 }, "file-x: metrics: "],
    [{ memory: 3 }, "file-x: memory: "],
    [{ record: { ...record, backend: 7 } }, "file-x: record: backend: "],
  ];
  assertEquals(await checkpointFromBytes(await forged({}), "c"), checkpoint());
  for (const [changed, message] of cases) await refuse(await forged(changed), message);
  const { "second/decoder.net.6.bias": _, ...rest } = tensors;
  await refuse(await forged({}, rest), "file-x: no moments of decoder.net.6.bias");
});

onEachBackend("a checkpoint in each of six epochs leaves no tensor behind", async () => {
  const random = new TorchRandom(1);
  const vae = new Vae({ latentSize: 2, random });
  const images = new DataSet("noise", new Uint8Array(20), new Uint8Array(20 * 784).fill(99));
  const options = { epochs: 6, batchSize: 8, random, objective: constantObjective(1) };
  const training = train(vae, images, options);
  const counts: number[] = [];
  for await (const event of training) {
    if (event.kind === "batch") continue;
    const { record, ...rest } = checkpoint(await training.state());
    const epochs = Array.from({ length: event.epoch }, (_, i) => ({
      ...record.epochs[0],
      epoch: i + 1,
    }));
    await checkpointToBytes({ ...rest, record: { ...record, epochs } });
    await modelToBytes(vae);
    counts.push(tf.memory().numTensors);
  }
  assertEquals(counts, Array(6).fill(counts[0]));
  vae.dispose();
});
