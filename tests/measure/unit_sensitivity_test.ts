import { useBackend } from "../../lib/backend/use_backend.ts";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { DataSet } from "../../lib/data/data_set.ts";
import { fc } from "../../lib/deps/fast_check.ts";
import { klDiagonal } from "../../lib/math/kl_diagonal.ts";
import { klUnivariate } from "../../lib/math/kl_univariate.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { encodeImages } from "../../lib/measure/encode_images.ts";
import { epsilonDelta } from "../../lib/measure/epsilon_delta.ts";
import { klOfImages } from "../../lib/measure/kl_of_images.ts";
import { unitCapacity, unitSensitivity } from "../../lib/measure/unit_sensitivity.ts";
import { Vae } from "../../lib/model/vae.ts";
import "../fixed_seed.ts";

await useBackend("cpu");

const image = { height: 4, width: 4 };
const pixels = Uint8Array.from(new TorchRandom(3).uniform(40 * 16, 0, 256));
const data = new DataSet("made up", undefined, pixels, image);

it("unitSensitivity() of a linear decoder is the square of each column, and of its error", async () => {
  const vae = new Vae({ architecture: "linear", latentSize: 3, image, random: new TorchRandom(1) });
  const tensors = vae.stateDict();
  const { shape, values } = tensors["decoder.net.weight"];
  const dead = values.map((value, at) => at % 3 === 1 ? 0 : value);
  vae.loadStateDict({ ...tensors, "decoder.net.weight": { shape, values: dead } });
  const posteriors = await encodeImages(vae, data);
  posteriors.logVar.fill(-20); // the other units stay at their means
  const found = await unitSensitivity(vae, data, posteriors, {
    ...{ random: new TorchRandom(5), pairs: 200 },
  });
  const bias = tensors["decoder.net.bias"].values;
  for (const [unit, { outputVariance, weighedVariance, errorVariance }] of found.entries()) {
    assertAlmostEquals(weighedVariance, 2 * outputVariance, 1e-6 * outputVariance);
    const column = Array.from({ length: 16 }, (_, p) => dead[p * 3 + unit]);
    const square = column.reduce((sum, w) => sum + w * w, 0);
    assertAlmostEquals(outputVariance, square, 0.05 * square, `unit ${unit}`);
    // |r - w z|^2 has the variance 4 (r w)^2 + 2 |w|^4 over z ~ N(0, 1).
    let wanted = 0;
    for (let n = 0; n < data.count; n++) {
      const x = data.rows([n]);
      let product = 0;
      for (let p = 0; p < 16; p++) {
        let residual = x[p] - bias[p];
        for (let i = 0; i < 3; i++) {
          if (i !== unit) residual -= dead[p * 3 + i] * posteriors.mu[n * 3 + i];
        }
        product += residual * column[p];
      }
      wanted += (4 * product ** 2 + 2 * square ** 2) / data.count;
    }
    assertAlmostEquals(errorVariance, wanted, 0.1 * wanted, `unit ${unit}`);
  }
  assertEquals(found[1], { outputVariance: 0, weighedVariance: 0, errorVariance: 0 });
  vae.dispose();
});

it("unitSensitivity() of the lab's decoder agrees with quadrature over the prior", async () => {
  const vae = new Vae({ latentSize: 2, image, random: new TorchRandom(2) });
  const tensors = vae.stateDict();
  const { shape, values } = tensors["decoder.net.0.weight"];
  vae.loadStateDict({
    ...tensors,
    "decoder.net.0.weight": { shape, values: values.map((value) => 8 * value) },
  });
  const posteriors = await encodeImages(vae, data);
  posteriors.mu.fill(0.3);
  posteriors.logVar.fill(-20);
  const found = await unitSensitivity(vae, data, posteriors, {
    ...{ random: new TorchRandom(5), pairs: 400 },
  });
  const { tf } = await import("../../lib/deps/tfjs.ts");
  const grid = Array.from({ length: 401 }, (_, i) => (i - 200) / 40); // -5 ... 5
  const weights = grid.map((z) => Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) / 40);
  for (const unit of [0, 1]) {
    const codes = grid.map((z) => [0.3, 0.3].map((other, i) => i === unit ? z : other));
    const xHat = vae.reconstruct(tf.tensor2d(codes)).arraySync();
    let wanted = 0;
    for (let p = 0; p < 16; p++) {
      const mean = xHat.reduce((sum, row, i) => sum + weights[i] * row[p], 0);
      wanted += xHat.reduce((sum, row, i) => sum + weights[i] * (row[p] - mean) ** 2, 0);
    }
    assertAlmostEquals(found[unit].outputVariance, wanted, 0.05 * wanted, `unit ${unit}`);
  }
  vae.dispose();
});

it("the capacity for Bernoulli pixels goes by their own noise p (1 - p)", async () => {
  // 100 dark pixels that move together: p = sigmoid(logit + z / 5), 0.05 at the prior's mean.
  const shape = { height: 10, width: 10 };
  const { tf } = await import("../../lib/deps/tfjs.ts");
  const black = new DataSet("black", undefined, new Uint8Array(50 * 100), shape);
  const posteriors = {
    ...{ count: 50, latentSize: 1, mu: new Float32Array(50), logVar: new Float32Array(50) },
  };
  for (const p of [0.05, 0.95]) {
    const logit = Math.log(p / (1 - p));
    const [{ outputVariance, weighedVariance }] = await unitSensitivity(
      {
        ...{ latentSize: 1, likelihood: "bernoulli" },
        reconstruct: (z) => tf.tile(tf.sigmoid(tf.add(tf.mul(z, 0.2), logit)), [1, 100]),
      },
      ...[black, posteriors, { random: new TorchRandom(5), pairs: 400 }] as const,
    );
    // By quadrature over the prior: the variance of p, and the Fisher information (dp/dz)^2 / (p (1 - p)).
    let [mean, square, fisher] = [0, 0, 0];
    for (let i = -400; i <= 400; i++) {
      const z = i / 50;
      const weight = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) / 50;
      const moved = 1 / (1 + Math.exp(-logit - 0.2 * z));
      mean += weight * moved;
      square += weight * moved ** 2;
      fisher += weight * 100 * 0.2 ** 2 * moved * (1 - moved);
    }
    assertAlmostEquals(outputVariance, 100 * (square - mean ** 2), 0.001);
    assertAlmostEquals(unitCapacity(weighedVariance, 1), Math.log1p(fisher) / 2, 0.004);
    assertAlmostEquals(unitCapacity(weighedVariance, 1), 0.088, 0.004);
    assertAlmostEquals(unitCapacity(2 * outputVariance, 1), 0.0094, 0.001, "a Gaussian's: flat");
  }
});

it("pixels that are black or white for certain, and stay it, carry nothing", async () => {
  const { tf } = await import("../../lib/deps/tfjs.ts");
  const posteriors = {
    ...{ count: 40, latentSize: 1, mu: new Float32Array(40), logVar: new Float32Array(40) },
  };
  const sure = (value: number) =>
    unitSensitivity(
      {
        ...{ latentSize: 1, likelihood: "bernoulli" },
        reconstruct: (z) => tf.fill([z.shape[0], 16], value),
      },
      ...[data, posteriors, { random: new TorchRandom(5) }] as const,
    );
  for (const value of [0, 1]) {
    assertEquals(await sure(value), [{ outputVariance: 0, weighedVariance: 0, errorVariance: 0 }]);
  }
});

it("unitCapacity() is what the variance of the optimal posterior of a linear unit is worth", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-6, max: 100, noNaN: true }),
      fc.double({ min: 0.01, max: 20, noNaN: true }),
      (variance, beta) => {
        // The posterior has the variance v = s / (V + s): -1/2 log v.
        const s = beta / 2;
        assertAlmostEquals(
          unitCapacity(2 * variance, beta),
          -Math.log(s / (variance + s)) / 2,
          1e-9,
        );
      },
    ),
  );
  assertEquals(unitCapacity(0, 1), 0);
  assertThrows(() => unitCapacity(-1, 1), RangeError);
  assertThrows(() => unitCapacity(1, 0), RangeError);
});

it("klOfImages() is klUnivariate(), image by image and unit by unit", () => {
  const [mu, logVar] = [7, 8].map((seed) => new TorchRandom(seed).normal(20));
  const kl = klOfImages({ count: 10, latentSize: 2, mu, logVar });
  for (let at = 0; at < 20; at++) {
    const q = { mean: mu[at], std: Math.exp(logVar[at] / 2) };
    assertAlmostEquals(kl[at], klUnivariate(q, { mean: 0, std: 1 }), 1e-9);
  }
});

it("epsilonDelta() is the definition of Lucas et al., for any posteriors", () => {
  const number = fc.double({ min: -3, max: 3, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 30 }),
      fc.double({ min: 1e-4, max: 5, noNaN: true }),
      (pairs, epsilon) => {
        const [mu, logVar] = [0, 1].map((i) => Float32Array.from(pairs, (pair) => pair[i]));
        const [delta] = epsilonDelta({ count: pairs.length, latentSize: 1, mu, logVar }, epsilon);
        const below = pairs.filter((_, n) => klDiagonal([mu[n]], [logVar[n]]) < epsilon).length;
        const share = below / pairs.length;
        assert(share >= 1 - delta - 1e-12, "it is collapsed at that delta");
        const less = delta - 0.5 / pairs.length;
        assert(delta === 0 || share < 1 - less, "and at no smaller one");
      },
    ),
  );
});

it("epsilonDelta() falls as epsilon grows, from 1 at 0, and counts what is no number as above", () => {
  const mu = new TorchRandom(1).normal(200);
  const images = { count: 100, latentSize: 2, mu, logVar: new Float32Array(200) };
  let last = [1, 1];
  for (const epsilon of [0, 0.001, 0.01, 0.1, 1, 100]) {
    const delta = epsilonDelta(images, epsilon);
    for (const unit of [0, 1]) assert(delta[unit] <= last[unit]);
    last = delta;
  }
  assertEquals(epsilonDelta(images, 0), [1, 1]);
  assertEquals(last, [0, 0]);
  mu[0] = NaN;
  assertEquals(epsilonDelta(images, 100), [0.01, 0]);
  assertThrows(() => epsilonDelta(images, -1), RangeError);
});
