import { useBackend } from "../../lib/backend/use_backend.ts";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { DataSet } from "../../lib/data/data_set.ts";
import { fc } from "../../lib/deps/fast_check.ts";
import { tf } from "../../lib/deps/tfjs.ts";
import { type Gaussian, logDensity } from "../../lib/math/gaussian.ts";
import { expectation } from "../../lib/math/expectation.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { Vae } from "../../lib/model/vae.ts";
import { encodeImages } from "../../lib/measure/encode_images.ts";
import { mutualInformation } from "../../lib/measure/mutual_information.ts";
import "../fixed_seed.ts";

await useBackend("cpu");

/** Posteriors of one unit each. */
const encoded = (posteriors: readonly Gaussian[]) => ({
  count: posteriors.length,
  latentSize: 1,
  mu: Float32Array.from(posteriors, ({ mean }) => mean),
  logVar: Float32Array.from(posteriors, ({ std }) => 2 * Math.log(std)),
});

const random = () => new TorchRandom(0);

const noise = (count: number) =>
  new DataSet(
    "noise",
    new Uint8Array(count),
    Uint8Array.from(new TorchRandom(9).uniform(count * 784, 0, 256)),
  );

it("the constant encoder N(4, I) has a large KL and no information", async () => {
  const vae = new Vae({ latentSize: 8, random: random() });
  const state = vae.stateDict();
  for (const [name, { values }] of Object.entries(state)) {
    if (/(mu|log_var)\.2/.test(name)) values.fill(name === "encoder.mu.2.bias" ? 4 : 0);
  }
  vae.loadStateDict(state);
  const found = mutualInformation(await encodeImages(vae, noise(100)), { random: random() });
  assertAlmostEquals(found.information, 0, 1e-12);
  assertAlmostEquals(found.standardError, 0, 1e-12);
  assertAlmostEquals(found.kl, 64, 1e-9); // 8 units, 4^2 / 2 each
  assertAlmostEquals(found.aggregateKl, 64, 1e-9);
});

it("the prior itself, as an encoder, has neither information nor KL", () => {
  const images = encoded(Array(50).fill({ mean: 0, std: 1 }));
  const { kl, information, aggregateKl } = mutualInformation(images, { random: random() });
  assertEquals([kl, aggregateKl], [0, 0]);
  assertEquals(information, 0);
});

it("codes that never overlap tell which of the N images they came from: log N", () => {
  const count = 500;
  const means = Array.from({ length: count }, (_, n) => ({ mean: 100 * n, std: 0.5 }));
  const found = mutualInformation(encoded(means), { random: random() });
  assertAlmostEquals(found.information, Math.log(count), 1e-12);
  assertAlmostEquals(found.aggregateKl, found.kl - Math.log(count), 1e-12);
  assertAlmostEquals(found.standardError, 0, 1e-12);
});

it("mutualInformation() and the aggregate posterior's KL agree with quadrature", () => {
  const pair = [{ mean: -1, std: 0.8 }, { mean: 1.5, std: 0.5 }];
  const mixture = (z: number) =>
    Math.log(pair.reduce((sum, q) => sum + Math.exp(logDensity(q, z)) / 2, 0));
  const prior = { mean: 0, std: 1 };
  const information = pair.reduce((sum, q) => {
    return sum + expectation(q, (z) => logDensity(q, z) - mixture(z)) / 2;
  }, 0);
  const aggregateKl = pair.reduce(
    (sum, q) => sum + expectation(q, (z) => mixture(z) - logDensity(prior, z)) / 2,
    0,
  );
  // Each posterior 5,000 times: the same mixture, with enough draws to see it.
  const images = encoded(Array.from({ length: 10_000 }, (_, n) => pair[n % 2]));
  const found = mutualInformation(images, { random: random() });
  assert(found.standardError < 0.01);
  for (
    const [mine, exact] of [[found.information, information], [found.aggregateKl, aggregateKl]]
  ) {
    assert(Math.abs(mine - exact) < 5 * found.standardError, `${mine}, exactly ${exact}`);
  }
});

it("mutualInformation() of a few draws is the same within its standard error", () => {
  const means = random().normal(3000);
  const images = encoded(Array.from(means, (mean) => ({ mean, std: 0.3 })));
  const all = mutualInformation(images, { random: random() });
  const few = mutualInformation(images, { random: new TorchRandom(1), draws: 300 });
  assertEquals(few.kl, all.kl);
  assert(Math.abs(few.information - all.information) < 5 * few.standardError);
});

it("mutualInformation() is never above log N, and the two parts add up to the KL", () => {
  const posterior = fc.record({
    mean: fc.double({ min: -5, max: 5, noNaN: true }),
    std: fc.double({ min: 0.01, max: 3, noNaN: true }),
  });
  fc.assert(fc.property(fc.array(posterior, { minLength: 2, maxLength: 20 }), (posteriors) => {
    const found = mutualInformation(encoded(posteriors), { random: random() });
    assert(found.information <= Math.log(posteriors.length) + 1e-9);
    assertAlmostEquals(found.information + found.aggregateKl, found.kl, 1e-9);
  }));
});

it("encodeImages() gives each image's posterior in order, and leaves no tensor", async () => {
  const vae = new Vae({ latentSize: 3, random: random() });
  const data = noise(501); // a batch and one more
  const before = tf.memory().numTensors;
  const { count, latentSize, mu, logVar } = await encodeImages(vae, data);
  assertEquals(tf.memory().numTensors, before);
  assertEquals([count, latentSize, mu.length, logVar.length], [501, 3, 1503, 1503]);
  for (const n of [0, 250, 500]) {
    const [ownMu, ownLogVar] = tf.tidy(() => {
      const posterior = vae.posterior(tf.tensor2d(data.rows([n]), [1, 784]));
      return [posterior.mu.dataSync(), posterior.logVar.dataSync()];
    });
    for (let i = 0; i < 3; i++) {
      assertAlmostEquals(mu[3 * n + i], ownMu[i], 1e-6);
      assertAlmostEquals(logVar[3 * n + i], ownLogVar[i], 1e-6);
    }
  }
});

it("mutualInformation() refuses draws that are too few or too many", () => {
  const images = encoded(Array(5).fill({ mean: 0, std: 1 }));
  for (const draws of [1, 6, 2.5]) {
    assertThrows(
      () => mutualInformation(images, { random: random(), draws }),
      RangeError,
      `draws must be a whole number from 2 to 5, got ${draws}`,
    );
  }
});
