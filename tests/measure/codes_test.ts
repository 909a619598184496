/** Codes drawn from the aggregate posterior, their decoding, and the density that they have. */
import { useBackend } from "../../lib/backend/use_backend.ts";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { tf } from "../../lib/deps/tfjs.ts";
import { logDensity } from "../../lib/math/gaussian.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { Vae } from "../../lib/model/vae.ts";
import { aggregateCodes } from "../../lib/measure/aggregate_codes.ts";
import { decodeCodes } from "../../lib/measure/decode_codes.ts";
import { outsideAggregate } from "../../lib/measure/outside_aggregate.ts";
import { posteriorLogDensities } from "../../lib/measure/posterior_log_densities.ts";

await useBackend("cpu");

/** Two images, two units. */
const images = {
  count: 2,
  latentSize: 2,
  mu: Float32Array.of(-3, 10, 5, 20),
  logVar: Float32Array.of(0, -2, -4, 1),
};

it("aggregateCodes() draws an image, then a code from its posterior", () => {
  const count = 20_000;
  const codes = aggregateCodes(images, count, new TorchRandom(0));
  assertEquals(codes.length, 2 * count);
  for (const [n, from, to] of [[0, -20, 1], [1, 1, 30]]) {
    const own: number[][] = [];
    for (let i = 0; i < count; i++) {
      if (codes[2 * i] > from && codes[2 * i] <= to) own.push([codes[2 * i], codes[2 * i + 1]]);
    }
    assert(Math.abs(own.length / count - 0.5) < 0.02, `${own.length} of image ${n}`);
    for (const unit of [0, 1]) {
      const values = own.map((code) => code[unit]);
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
      const wanted = Math.exp(images.logVar[2 * n + unit]);
      assertAlmostEquals(mean, images.mu[2 * n + unit], 5 * Math.sqrt(wanted / values.length));
      assertAlmostEquals(variance / wanted, 1, 0.1);
    }
  }
});

it("posteriorLogDensities() is each posterior's log density at the code", () => {
  const z = [0.5, 12];
  const found = posteriorLogDensities(images)(z);
  for (const n of [0, 1]) {
    const wanted = z.reduce((sum, value, unit) => {
      const std = Math.exp(images.logVar[2 * n + unit] / 2);
      return sum + logDensity({ mean: images.mu[2 * n + unit], std }, value);
    }, 0);
    assertAlmostEquals(found[n], wanted, 1e-9 * Math.abs(wanted));
  }
});

it("decodeCodes() decodes all codes in order, and leaves no tensor", async () => {
  const vae = new Vae({ latentSize: 2, random: new TorchRandom(1) });
  const codes = new TorchRandom(2).normal(2 * 1001); // a batch and one more
  const before = tf.memory().numTensors;
  const found = await decodeCodes(vae, codes);
  assertEquals(tf.memory().numTensors, before);
  assertEquals(found.length, 1001 * 784);
  for (const n of [0, 999, 1000]) {
    const own = tf.tidy(() =>
      vae.reconstruct(tf.tensor2d(codes.subarray(2 * n, 2 * n + 2), [1, 2])).dataSync()
    );
    own.forEach((value, i) => assertAlmostEquals(found[n * 784 + i], value, 1e-6));
  }
});

it("outsideAggregate() finds codes where the aggregate posterior is not", () => {
  const random = () => new TorchRandom(4);
  const count = 2000;
  const own = aggregateCodes(images, count, random());
  const far = own.map((value) => value + 40);
  const mixed = own.map((value, i) => i % 4 < 2 ? value : value + 40); // every other code
  const [inside, outside, half] = outsideAggregate(images, [own, far, mixed], {
    random: new TorchRandom(5),
  });
  assertAlmostEquals(inside, 0.01, 0.01);
  assertEquals(outside, 1);
  assertAlmostEquals(half, 0.5, 0.01);
});
