/** The classifier's file, and the trained one that ships. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { loadMnist } from "../../lib/data/mnist.ts";
import { tf } from "../../lib/deps/tfjs.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import {
  classifierClasses,
  classifierLayers,
  classifierPixels,
} from "../../lib/model/classifier.ts";
import { Vae } from "../../lib/model/vae.ts";
import { initialize } from "../../lib/model/parameters.ts";
import { classifierFromBytes, classifierToBytes } from "../../lib/run/classifier_file.ts";
import { readSafetensors, writeSafetensors } from "../../lib/file/safetensors.ts";
import { classify } from "../../lib/measure/classify.ts";
import { decodeCodes } from "../../lib/measure/decode_codes.ts";
import { digitlessShares } from "../../lib/measure/digitless_shares.ts";
import { halfAndHalf } from "../../lib/measure/half_and_half.ts";
import { recognisedDigits } from "../../lib/measure/recognised_digits.ts";
import { UserError } from "../../lib/user_error.ts";
import { itNeeds } from "../needs.ts";
import { fileOfTensors, halved } from "../file/file_of_tensors.ts";

await useBackend("cpu");

it("classifierFromBytes() gives back what classifierToBytes() wrote", async () => {
  const parameters = initialize(classifierLayers(784), new TorchRandom(2));
  const read = classifierFromBytes(await classifierToBytes(parameters), "c");
  assertEquals(Object.keys(read), Object.keys(parameters));
  for (const [name, tensor] of Object.entries(parameters)) {
    assertEquals(read[name].shape, tensor.shape);
    assertEquals(read[name].dataSync(), tensor.dataSync());
  }
  tf.dispose([...Object.values(parameters), ...Object.values(read)]);
});

it("classifierFromBytes() takes the number of labels from the file, from 2 to 256", async () => {
  for (const classes of [2, 3, 62, 256, 1, 257]) {
    const parameters = initialize(classifierLayers(12, classes), new TorchRandom(2));
    const bytes = await classifierToBytes(parameters);
    tf.dispose(Object.values(parameters));
    if (classes < 2 || classes > 256) {
      const words = `net.4.weight: wanted [${classes < 2 ? 2 : 256},64], found [${classes},64]`;
      assertThrows(() => classifierFromBytes(bytes, "c"), UserError, words);
      continue;
    }
    const read = classifierFromBytes(bytes, "c");
    assertEquals([classifierClasses(read), classifierPixels(read)], [classes, 12]);
    tf.dispose(Object.values(read));
  }
});

it("classifierFromBytes() refuses another model, names the file, and leaks no tensor", async () => {
  const parameters = initialize(classifierLayers(784), new TorchRandom(2));
  const { tensors } = readSafetensors(await classifierToBytes(parameters));
  const { "net.4.bias": bias, ...rest } = tensors;
  const turned = { ...rest, "net.4.bias": { ...bias, shape: [5, 2] } };
  const before = tf.memory().numTensors;
  for (const [odd, words] of [[rest, "found none"], [turned, "found [5,2]"]] as const) {
    assertThrows(
      () => classifierFromBytes(writeSafetensors(odd), "file-x"),
      UserError,
      `file-x: net.4.bias: wanted [10], ${words}`,
    );
  }
  assertEquals(tf.memory().numTensors, before);
});

it("classifierFromBytes() takes float16, counters and a prefix, and says so", async () => {
  const parameters = initialize(classifierLayers(784), new TorchRandom(2));
  const { tensors } = readSafetensors(await classifierToBytes(parameters));
  const file = fileOfTensors({
    ...Object.fromEntries(
      Object.entries(tensors).map(([name, tensor]) => [`module.${name}`, halved(tensor)]),
    ),
    steps: { dtype: "I64", shape: [], raw: new Uint8Array(8) },
  });
  const notes: string[] = [];
  const read = classifierFromBytes(file, "file-x", (note) => notes.push(note));
  for (const [name, { values }] of Object.entries(tensors)) {
    assertEquals(read[name].dataSync(), values.map(Math.f16round));
  }
  assertEquals(notes, [
    'file-x: F16 values converted to float32; integer tensors ignored: steps (I64); prefix "module." ' +
    "removed from the names.",
  ]);
  tf.dispose([...Object.values(parameters), ...Object.values(read)]);
});

it("classifierFromBytes() refuses a value that is not finite, and names its place", async () => {
  const parameters = initialize(classifierLayers(784), new TorchRandom(2));
  const { tensors } = readSafetensors(await classifierToBytes(parameters));
  tensors["net.2.bias"].values[7] = NaN;
  assertThrows(
    () => classifierFromBytes(writeSafetensors(tensors), "file-x"),
    UserError,
    "file-x: value 7 of net.2.bias is NaN; wanted finite numbers only.",
  );
  tf.dispose(Object.values(parameters));
});

itNeeds(
  ["read"],
  "the classifier that ships is right on 98 % of the test images, and unsure where there is no digit",
  async () => {
    await useBackend("wasm");
    const file = new URL("../../fixtures/classifier/model.safetensors", import.meta.url);
    const parameters = classifierFromBytes(await Deno.readFile(file), "the shipped classifier");
    const test = await loadMnist({ split: "test" });
    const images = test.rows([...test.labels!.keys()]);
    const seen = await classify(parameters, images);
    const right = seen.digits.filter((digit, i) => digit === test.labels![i]).length;
    assert(right >= 0.98 * test.count, `${right} of ${test.count}`);
    const { share, effectiveDigits } = recognisedDigits(seen);
    assert(share > 0.9 && effectiveDigits > 9.9, `${share}, ${effectiveDigits}`);
    const blends = recognisedDigits(await classify(parameters, halfAndHalf(test)));
    assert(blends.share < 0.05, `${blends.share} of the blends`);
    const random = new TorchRandom(1);
    for (const { pictures, share } of await digitlessShares(parameters, test, { random })) {
      assert(share <= 0.01, `sure of a digit on ${share} of the ${pictures}`);
    }
    const grays = Float32Array.from({ length: 256 * 784 }, (_, i) => Math.floor(i / 784) / 255);
    assertEquals(recognisedDigits(await classify(parameters, grays)).share, 0, "all flat grays");
    tf.dispose(Object.values(parameters));
    await useBackend("cpu");
  },
);

itNeeds(
  ["read"],
  "the classifier that ships sees no digit in what an untrained decoder draws",
  async () => {
    await useBackend("wasm");
    const file = new URL("../../fixtures/classifier/model.safetensors", import.meta.url);
    const parameters = classifierFromBytes(await Deno.readFile(file), "the shipped classifier");
    for (const likelihood of ["gaussian", "bernoulli"] as const) {
      const random = new TorchRandom(4);
      const vae = new Vae({ latentSize: 8, likelihood, random });
      const drawn = await decodeCodes(vae, random.normal(200 * 8));
      assertEquals(recognisedDigits(await classify(parameters, drawn)).share, 0, likelihood);
      vae.dispose();
    }
    tf.dispose(Object.values(parameters));
    await useBackend("cpu");
  },
);
