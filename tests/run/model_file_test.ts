import { useBackend } from "../../lib/backend/use_backend.ts";
import { assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { type Tensor2D, tf } from "../../lib/deps/tfjs.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { settleModel } from "../../lib/model/settle_model.ts";
import { Vae } from "../../lib/model/vae.ts";
import { modelFromBytes, modelToBytes } from "../../lib/run/model_file.ts";
import { readSafetensors, writeSafetensors } from "../../lib/file/safetensors.ts";
import { UserError } from "../../lib/user_error.ts";
import { fileOfTensors, halved } from "../file/file_of_tensors.ts";

await useBackend("cpu");

const vae = new Vae({ latentSize: 5, random: new TorchRandom(3) });

it("modelFromBytes() gives back the model that modelToBytes() wrote", async () => {
  const read = modelFromBytes(await modelToBytes(vae), "m");
  assertEquals(read.latentSize, 5);
  assertEquals(read.stateDict(), vae.stateDict());
});

it("modelToBytes() notes the architecture, all as strings", async () => {
  assertEquals(readSafetensors(await modelToBytes(vae)).metadata, {
    format: "pt",
    latentSize: "5",
    head: "leaky",
    architecture: "lab",
    likelihood: "gaussian",
  });
});

it("modelFromBytes() takes a file without notes for the lab's", () => {
  assertEquals(modelFromBytes(writeSafetensors(vae.stateDict()), "m").latentSize, 5);
});

it("modelFromBytes() refuses another model, names the file, and leaks no tensor", () => {
  const before = tf.memory().numTensors;
  const { "decoder.net.6.weight": last, ...rest } = vae.stateDict();
  const odd = { ...rest, "decoder.net.6.weight": { ...last, shape: [...last.shape].reverse() } };
  for (
    const [bytes, message] of [
      [writeSafetensors({}), "no parameter encoder.mu.2.bias"],
      [
        writeSafetensors({ "encoder.mu.2.bias": { shape: [1e9, 0], values: new Float32Array() } }),
        "wanted one number from 1 to 784",
      ],
      [writeSafetensors(rest), "decoder.net.6.weight: wanted [784,256], found none"],
      [writeSafetensors(odd), "decoder.net.6.weight: wanted [784,256], found [256,784]"],
      [
        writeSafetensors(vae.stateDict(), { head: "round" }),
        'head "round"; wanted "leaky" or "linear"',
      ],
      [
        writeSafetensors(vae.stateDict(), { architecture: "linear" }),
        "no parameter encoder.mu.bias",
      ],
    ] as const
  ) {
    assertThrows(() => modelFromBytes(bytes, "file-x"), UserError, `file-x: `);
    assertThrows(() => modelFromBytes(bytes, "file-x"), UserError, message);
  }
  assertEquals(tf.memory().numTensors, before);
});

for (
  const options of [
    { head: "linear", architecture: "lab", likelihood: "gaussian" },
    { head: "leaky", architecture: "lab", likelihood: "bernoulli" },
    { head: "linear", architecture: "linear", likelihood: "gaussian" },
  ] as const
) {
  it(`a ${Object.values(options).join(", ")} model is written and read as what it is`, async () => {
    const odd = new Vae({ latentSize: 2, random: new TorchRandom(3), ...options });
    const read = modelFromBytes(await modelToBytes(odd), "m");
    const { head, architecture, likelihood } = read;
    assertEquals({ head, architecture, likelihood }, options);
    assertEquals(read.stateDict(), odd.stateDict());
    const x = tf.ones([1, 784]) as Tensor2D;
    assertEquals(read.encode(x).dataSync(), odd.encode(x).dataSync());
  });
}

for (
  const options of [
    { family: "delta", delta: 0.25 },
    { family: "batch-norm", gamma: 0.7 },
    { skip: "code" },
    { architecture: "mlp", hiddenSize: 11, family: "batch-norm", skip: "code" },
  ] as const
) {
  it(`a model of ${JSON.stringify(options)} is written and read as what it is`, async () => {
    const odd = new Vae({ latentSize: 2, random: new TorchRandom(3), ...options });
    if (odd.gamma !== undefined) {
      odd.updateBuffers({ "encoder.mu_norm.running_mean": tf.tensor1d([0.5, -2]) });
    }
    const bytes = await modelToBytes(odd);
    const read = modelFromBytes(bytes, "m");
    assertEquals(settleModel(read), settleModel(odd));
    assertEquals(settleModel(read), settleModel(options));
    assertEquals(read.stateDict(), odd.stateDict());
    const x = tf.ones([3, 784]) as Tensor2D;
    assertEquals(read.encode(x).dataSync(), odd.encode(x).dataSync());
    assertEquals(
      read.reconstruct(tf.ones([1, 2])).dataSync(),
      odd.reconstruct(tf.ones([1, 2])).dataSync(),
    );
    // A file that says nothing of it holds another model, and is told so.
    const { tensors, metadata } = readSafetensors(bytes);
    const { family: _, skip: __, architecture: ___, ...rest } = metadata;
    if (!("delta" in options)) {
      assertThrows(
        () => modelFromBytes(writeSafetensors(tensors, rest), "file-x"),
        UserError,
        "file-x",
      );
    }
  });
}

it("modelFromBytes() refuses notes of models that there are none of", () => {
  for (
    const [notes, message] of [
      [{ family: "cauchy" }, 'a model with family "cauchy"; wanted "gaussian" or "delta" or'],
      [{ skip: "all" }, 'a model with skip "all"; wanted "none" or "code"'],
      [{ family: "delta", delta: "0" }, 'a model with delta "0"; wanted a number from 0.001 to 10'],
      [{ gamma: "ten" }, 'a model with gamma "ten"; wanted a number from 0.001 to 100'],
      [{ hiddenSize: "1e9" }, 'a model with hiddenSize "1e9"; wanted a number from 1 to 512'],
      [
        { family: "delta", clampLogVar: "3" },
        "there is no such model: the family delta has bounds",
      ],
    ] as [Record<string, string>, string][]
  ) {
    const bytes = writeSafetensors(vae.stateDict(), notes);
    assertThrows(() => modelFromBytes(bytes, "file-x"), UserError, `file-x: ${message}`);
  }
});

it("a model file notes the clamp of logVar, and a model without one notes none", async () => {
  const clamped = new Vae({ latentSize: 2, random: new TorchRandom(3), clampLogVar: 7.5 });
  const bytes = await modelToBytes(clamped);
  assertEquals(readSafetensors(bytes).metadata.clampLogVar, "7.5");
  assertEquals(modelFromBytes(bytes, "m").clampLogVar, 7.5);
  assertEquals(modelFromBytes(await modelToBytes(vae), "m").clampLogVar, undefined);
  for (const odd of ["", " ", "0", "-3", "NaN", "Infinity", "41", "ten"]) {
    assertThrows(
      () => modelFromBytes(writeSafetensors(vae.stateDict(), { clampLogVar: odd }), "file-x"),
      UserError,
      `file-x: a model with clampLogVar ${JSON.stringify(odd)}; wanted a number from 0.001 to 40.`,
    );
  }
});

it("modelFromBytes() refuses a value that is not finite, and names its place", () => {
  for (const value of [NaN, Infinity, -Infinity]) {
    const state = vae.stateDict();
    state["decoder.net.0.weight"].values[17] = value;
    assertThrows(
      () => modelFromBytes(writeSafetensors(state), "file-x"),
      UserError,
      `file-x: value 17 of decoder.net.0.weight is ${value}; wanted finite`,
    );
  }
});

/** The model's tensors by names with a prefix, each with float16 values. */
function prefixed(prefix: string) {
  const state = Object.entries(vae.stateDict());
  return Object.fromEntries(state.map(([name, tensor]) => [prefix + name, halved(tensor)]));
}

const counter = { dtype: "I64", shape: [], raw: new Uint8Array(8) };

for (const prefix of ["module.", "_orig_mod.", "model.", "module._orig_mod.vae."]) {
  it(`modelFromBytes() removes the prefix ${prefix} that all names share, and says so`, () => {
    const notes: string[] = [];
    const bytes = fileOfTensors({
      ...{ ...prefixed(prefix), n_averaged: counter },
      [`${prefix}encoder.norm.num_batches_tracked`]: counter,
    }, null);
    const read = modelFromBytes(bytes, "file-x", (note) => notes.push(note));
    const before = vae.stateDict();
    for (const [name, { values }] of Object.entries(read.stateDict())) {
      assertEquals(values, before[name].values.map(Math.f16round), name);
    }
    assertEquals(notes, [
      "file-x: F16 values converted to float32; integer tensors ignored: n_averaged (I64), " +
      `${prefix}encoder.norm.num_batches_tracked (I64); prefix "${prefix}" removed from the names.`,
    ]);
    read.dispose();
  });
}

it("modelFromBytes() says nothing of a file of this project", async () => {
  for (const architecture of ["lab", "linear"] as const) {
    const own = new Vae({ latentSize: 2, random: new TorchRandom(3), architecture });
    modelFromBytes(await modelToBytes(own), "m", (note) => {
      throw new Error(note);
    }).dispose();
    own.dispose();
  }
});

it("modelFromBytes() removes the prefix of a linear model", () => {
  const own = new Vae({ latentSize: 2, random: new TorchRandom(3), architecture: "linear" });
  const state = Object.fromEntries(
    Object.entries(own.stateDict()).map(([name, tensor]) => [`module.${name}`, tensor]),
  );
  const read = modelFromBytes(writeSafetensors(state, { architecture: "linear" }), "m");
  assertEquals(read.stateDict(), own.stateDict());
  read.dispose();
  own.dispose();
});

it("modelFromBytes() refuses a prefix of some names only, and integers in place of a parameter", () => {
  const { "module.decoder.net.0.bias": bias, ...rest } = prefixed("module.");
  const integer = { dtype: "I32", shape: [5], raw: new Uint8Array(20) };
  const refused = (tensors: Parameters<typeof fileOfTensors>[0], message: string) =>
    assertThrows(() => modelFromBytes(fileOfTensors(tensors), "file-x"), UserError, message);
  const wanted = "file-x: no parameter encoder.mu.2.bias, so it is not a model of this lab; found ";
  refused({ ...rest, "decoder.net.0.bias": bias }, `${wanted}"module.encoder.net.0.weight"`);
  refused(prefixed("ema"), `${wanted}"emaencoder.net.0.weight"`);
  refused(
    { ...prefixed("module."), "module.encoder.mu.2.bias": integer },
    "file-x: the parameter encoder.mu.2.bias has the type I32; wanted floating-point numbers.",
  );
  refused(
    { ...prefixed(""), "decoder.net.0.bias": integer },
    "file-x: the parameter decoder.net.0.bias has the type I32",
  );
});
