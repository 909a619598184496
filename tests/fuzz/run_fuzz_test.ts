/** What strangers may leave in a run folder or give as --model: each is read, or a line names it. */
import { useBackend } from "../../lib/backend/use_backend.ts";
import { assert } from "@std/assert";
import { it } from "@std/testing/bdd";
import { earlierRun } from "../../lib/run/earlier_run.ts";
import { naive } from "../../lib/experiment/naive.ts";
import { defaultsOf } from "../../lib/run/option.ts";
import { fc } from "../../lib/deps/fast_check.ts";
import { tf } from "../../lib/deps/tfjs.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { Vae } from "../../lib/model/vae.ts";
import {
  type Checkpoint,
  checkpointFromBytes,
  checkpointToBytes,
} from "../../lib/run/checkpoint.ts";
import { modelFromBytes } from "../../lib/run/model_file.ts";
import { parseRunRecord } from "../../lib/run/parse_run_record.ts";
import { RunFolder } from "../../lib/run/run_folder.ts";
import { readSafetensors, writeSafetensors } from "../../lib/file/safetensors.ts";
import { itNeeds } from "../needs.ts";
import { Answers, runs } from "./fuzz.ts";
import { mutated, mutatedJson } from "./mutations.ts";

await useBackend("cpu");

const options = { ...defaultsOf(naive.options) };
const losses = { loss: 3.25, reconstruction: 2.125, kl: 1.125, klWeight: 1 };
const checkpoint: Checkpoint = {
  record: {
    task: "naive",
    seed: 0,
    options,
    data: { name: "mnist", images: 20 },
    backend: "cpu",
    versions: { deno: "2.9.6" },
    startedAt: "2026-11-23T23:35:12.110Z",
    finishedAt: "2026-11-23T23:35:13.110Z",
    seconds: 1.5,
    epochs: [{ epoch: 1, ...losses, klPerUnit: [0.1, 0.2], activeUnits: 1, seconds: 1 }],
  },
  metrics: { bytes: 120, sha256: "0".repeat(64) },
  memory: { json: { seen: [1] }, tensors: {} },
  state: {
    epoch: 2,
    batch: 0,
    sums: losses,
    milliseconds: 12.5,
    epochRandom: new TorchRandom(8).state(),
    random: { ...new TorchRandom(9).state(), spareNormal: 0.25 },
    adam: {
      step: 7,
      moments: { a: { first: new Float32Array([1, 2]), second: new Float32Array([3, 4]) } },
    },
    parameters: { a: { shape: [2], values: new Float32Array([1, 2]) } },
  },
};

it("parseRunRecord() holds against mutated run.json", async () => {
  const answers = new Answers("not valid JSON", "is missing", "epochs", "options");
  const text = mutatedJson(checkpoint.record);
  const cut = fc.tuple(text, fc.nat(300)).map(([text, length]) => text.slice(0, length));
  await fc.assert(
    fc.asyncProperty(fc.oneof(text, cut), async (text) => {
      await answers.ask("file-x: ", () => parseRunRecord(text, "file-x"));
    }),
    runs(600, 3000),
  );
  answers.check();
});

itNeeds(["read", "write"], "earlierRun() holds against mutated run.json", async () => {
  const answers = new Answers("holds another run", "holds an unfinished run", "holds run.json");
  const { record, record: { finishedAt: _, ...unfinished } } = checkpoint;
  const folder = await Deno.makeTempDir();
  await fc.assert(
    fc.asyncProperty(fc.oneof(mutatedJson(record), mutatedJson(unfinished)), async (text) => {
      await Deno.writeTextFile(`${folder}/run.json`, text);
      await answers.ask(folder, () =>
        earlierRun(new RunFolder(folder), {
          ...{ task: naive, options, data: record.data },
        }));
    }),
    runs(150, 1500),
  );
  await Deno.remove(folder, { recursive: true });
  answers.check();
});

const whole = await checkpointToBytes(checkpoint);
const { tensors, metadata: { sha256: _, ...notes } } = readSafetensors(whole);

/** A checkpoint with another note, and the checksum that is right for it. */
async function forged(note: string, text: string): Promise<Uint8Array> {
  const changed = { ...notes, [note]: text };
  const hash = await crypto.subtle.digest("SHA-256", writeSafetensors(tensors, changed));
  return writeSafetensors(tensors, { ...changed, sha256: new Uint8Array(hash).toHex() });
}

it("checkpointFromBytes() holds against mutated and forged checkpoints", async () => {
  const answers = new Answers(
    "not a valid safetensors file",
    "was altered",
    "not a checkpoint",
    "record: ",
    "state: ",
    "metrics: ",
    "memory: ",
  );
  const note = fc.constantFrom("record", "metrics", "state", "memory", "format").chain((note) =>
    mutatedJson(note === "format" ? notes.format : JSON.parse(notes[note]))
      .map((text) => ({ note, text }))
  );
  await fc.assert(
    fc.asyncProperty(fc.oneof(mutated(fc.constant(whole)), note), async (change) => {
      const bytes = "note" in change ? await forged(change.note, change.text) : change;
      const read = await answers.ask("file-x", () => checkpointFromBytes(bytes, "file-x"));
      if (read) assert(TorchRandom.fromState(read.state.random).uniform(1)[0] < 1);
    }),
    runs(200, 2000),
  );
  answers.check();
});

const model = new Vae({ latentSize: 1, random: new TorchRandom(1) }).stateDict();

it("modelFromBytes() holds against models of other shapes, names, notes and values", async () => {
  const answers = new Answers(
    "has the shape",
    "no parameter",
    "wanted [",
    "NaN",
    "Infinity",
    "head",
  );
  const name = fc.oneof(
    fc.constantFrom(...Object.keys(model)),
    fc.constant("encoder.mu.2.bias"),
  );
  const change = fc.oneof(
    fc.record({ drop: name }),
    fc.record({ add: fc.constantFrom("x", "__proto__", "toString", "\u001b[2J\n", "constructor") }),
    fc.record({ reshape: name, shape: fc.array(fc.nat(3), { maxLength: 3 }) }),
    fc.record({ value: name, is: fc.constantFrom(NaN, Infinity, -Infinity, 1e38) }),
    fc.record({
      note: fc.constantFrom("head", "architecture", "likelihood", "latentSize"),
      is: fc.string(),
    }),
  );
  const { numTensors } = tf.memory();
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 2 }), async (changes) => {
      const entries = new Map(Object.entries(model));
      const metadata: Record<string, string> = {};
      for (const change of changes) {
        if ("drop" in change) entries.delete(change.drop);
        else if ("add" in change) {
          entries.set(change.add, { shape: [], values: new Float32Array(1) });
        } else if ("reshape" in change) {
          const values = new Float32Array(change.shape.reduce((a, b) => a * b, 1));
          entries.set(change.reshape, { shape: change.shape, values });
        } else if ("note" in change) metadata[change.note] = change.is;
        else {
          const { shape, values } = model[change.value];
          entries.set(change.value, { shape, values: values.map((x, i) => i ? x : change.is) });
        }
      }
      const bytes = writeSafetensors(Object.fromEntries(entries), metadata);
      const accepted = await answers.ask("file-x: ", () => {
        modelFromBytes(bytes, "file-x").dispose();
        return true;
      });
      const names = [...entries.keys()].sort().join();
      assert(!accepted || names === Object.keys(model).sort().join(), `accepted ${names}`);
    }),
    runs(60, 600),
  );
  assert(tf.memory().numTensors === numTensors, "a tensor was left behind");
  answers.check();
});
