import { useBackend } from "../../lib/backend/use_backend.ts";
import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { DataSet } from "../../lib/data/data_set.ts";
import { tf } from "../../lib/deps/tfjs.ts";
import { LAB_IMAGE } from "../../lib/math/image_shape.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { CLASSES, classifierClasses, classifierLayers } from "../../lib/model/classifier.ts";
import { initialize } from "../../lib/model/parameters.ts";
import { classify } from "../../lib/measure/classify.ts";
import { digitlessShares } from "../../lib/measure/digitless_shares.ts";
import { recognisedDigits } from "../../lib/measure/recognised_digits.ts";
import { checkClassifier, trainClassifier } from "../../lib/experiment/train_classifier.ts";
import { UserError } from "../../lib/user_error.ts";
import { imagesOfSize } from "../any_size.ts";
import { onEachBackend } from "../each_backend.ts";

await useBackend("cpu");

/** Digit k as a bright bar at a place of its own, on noise. */
function bars(count: number): DataSet {
  const labels = Uint8Array.from({ length: count }, (_, i) => i % CLASSES);
  const pixels = Uint8Array.from(new TorchRandom(5).uniform(count * 784, 0, 60));
  for (const [i, label] of labels.entries()) {
    const start = i * 784 + 28 * (2 + 2 * label);
    pixels.fill(255, start, start + 56);
  }
  return new DataSet("bars", labels, pixels);
}

async function trained(data: DataSet, epochs: number) {
  const random = new TorchRandom(0);
  const parameters = initialize(classifierLayers(784), random);
  const losses = [];
  for await (const { loss } of trainClassifier(parameters, data, { epochs, random })) {
    losses.push(loss);
  }
  return { parameters, losses };
}

onEachBackend("trainClassifier() learns to tell bars apart, and to be unsure of two", async () => {
  const data = bars(500);
  const { parameters, losses } = await trained(data, 12);
  assertEquals(losses.length, 12);
  assert(losses[11] < losses[0] / 2, `${losses}`);

  const images = data.rows([...data.labels!.keys()]);
  const before = tf.memory().numTensors;
  const seen = await classify(parameters, images);
  assertEquals(tf.memory().numTensors, before);
  const right = seen.digits.filter((digit, i) => digit === data.labels![i]).length;
  assert(right > 490, `${right} of 500 right`);
  assert(recognisedDigits(seen).share > 0.9);

  const two = images.slice(0, 400 * 784)
    .map((value, i) => (value + images[i + 784]) / 2); // each with the next, another digit
  const { share } = recognisedDigits(await classify(parameters, two));
  assert(share < 0.1, `sure of ${share} of the blends`);
  tf.dispose(Object.values(parameters));
});

onEachBackend("trainClassifier() learns to be unsure where there is no digit", async () => {
  const data = bars(500);
  const { parameters } = await trained(data, 12);
  const random = new TorchRandom(1);
  for (
    const { pictures, share } of await digitlessShares(parameters, data, { random, pictures: 200 })
  ) {
    assert(share < 0.05, `sure of ${share} of the ${pictures}`);
  }
  tf.dispose(Object.values(parameters));
});

it("trainClassifier() gives the same from the same seed, and leaves no tensor but that", async () => {
  const data = bars(150);
  const before = tf.memory().numTensors;
  const [a, b] = [await trained(data, 1), await trained(data, 1)];
  assertEquals(tf.memory().numTensors, before + 2 * Object.keys(a.parameters).length);
  assertEquals(a.losses, b.losses);
  for (const [name, tensor] of Object.entries(a.parameters)) {
    assertEquals(tensor.dataSync(), b.parameters[name].dataSync(), name);
  }
});

it("trainClassifier() tells three kinds of small images apart", async () => {
  const images = imagesOfSize(400, { height: 6, width: 5 });
  const data = images.first(300);
  const test = new DataSet(
    "the others",
    images.labels!.slice(300),
    images.pixels.slice(9000),
    images,
  );
  assertEquals(checkClassifier(data, test).classes, 3);
  const random = new TorchRandom(0);
  const parameters = initialize(classifierLayers(data.size, 3), random);
  for await (const _ of trainClassifier(parameters, data, { epochs: 30, random }));
  assertEquals([parameters["net.4.weight"].shape, classifierClasses(parameters)], [[3, 64], 3]);
  const seen = await classify(parameters, test.rows([...Array(100).keys()]));
  const right = seen.digits.filter((label, i) => label === test.labels![i]).length;
  assert(right >= 95, `${right} of 100 right`);
  const { counts, effectiveDigits } = recognisedDigits(seen);
  assertEquals([seen.classes, counts.length], [3, 3]);
  assert(effectiveDigits > 2.5 && effectiveDigits <= 3 + 1e-9, `${effectiveDigits}`);
  tf.dispose(Object.values(parameters));
});

it("checkClassifier() counts labels of both sets, and their names, and wants labels", () => {
  const { pixels } = bars(20);
  const of = (label: (i: number) => number, labelNames?: string[]) =>
    new DataSet("some", Uint8Array.from({ length: 20 }, (_, i) => label(i)), pixels, {
      ...LAB_IMAGE,
      labelNames,
    });
  const classes = (training: DataSet, test: DataSet) => checkClassifier(training, test).classes;
  assertEquals(classes(of((i) => i % 3), of((i) => 26 * (i % 2))), 27);
  assertEquals(classes(of(() => 1), of((i) => i % 2, Array(62).fill("a name"))), 62);
  assertEquals(classes(of((i) => 236 + i), of((i) => i)), 256);
  const bare = new DataSet("bare", undefined, pixels);
  for (const pair of [[bare, bars(20)], [bars(20), bare]] as const) {
    assertThrows(
      () => checkClassifier(...pair),
      UserError,
      "a classifier needs images with labels",
    );
  }
  assertThrows(() => checkClassifier(bars(20), of(() => 3)), UserError, "all labelled 3");
});

it("trainClassifier() refuses labels that it has no outputs for, and stops when told", async () => {
  const random = new TorchRandom(0);
  const parameters = initialize(classifierLayers(784), random);
  const run = async (data: DataSet, signal?: AbortSignal) => {
    for await (const _ of trainClassifier(parameters, data, { epochs: 1, random, signal }));
  };
  const { labels, pixels } = bars(20);
  const letters = new DataSet("letters", labels!.map((label) => label + 7), pixels);
  await assertRejects(() => run(letters), UserError, "has labels up to 16, but");
  const before = tf.memory().numTensors;
  await assertRejects(() => run(bars(20), AbortSignal.abort()), DOMException, "aborted");
  assertEquals(tf.memory().numTensors, before);
});

it("recognisedDigits() counts what the classifier is sure of, and how varied it is", () => {
  const digits = Uint8Array.of(3, 3, 7, 7, 1, 2, 2, 2);
  const probabilities = Float32Array.of(0.99, 0.8001, 0.95, 1, 0.79, 0.5, 0.3, 0.1);
  const { share, counts, effectiveDigits } = recognisedDigits({ digits, probabilities });
  assertEquals(share, 0.5);
  assertEquals(counts, [0, 0, 0, 2, 0, 0, 0, 2, 0, 0]);
  assertEquals(effectiveDigits, 2);
  const none = recognisedDigits({ digits, probabilities: probabilities.map(() => 0.2) });
  assertEquals([none.share, none.effectiveDigits], [0, NaN]);
  const nothing = { digits: new Uint8Array(), probabilities: new Float32Array() };
  assertThrows(() => recognisedDigits(nothing), RangeError, "one image or more");
});
