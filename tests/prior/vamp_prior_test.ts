/** The VampPrior: its gradients by central differences in float64, and that a fit makes codes more probable. */
import { useBackend } from "../../lib/backend/use_backend.ts";
import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { type Tensor2D, tf } from "../../lib/deps/tfjs.ts";
import { logDensity } from "../../lib/math/gaussian.ts";
import type { StateDict } from "../../lib/math/state_dict.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { encodeImages } from "../../lib/measure/encode_images.ts";
import { Vae } from "../../lib/model/vae.ts";
import { mixtureLogDensity } from "../../lib/prior/gaussian_mixture.ts";
import { posteriorMixture, posteriorMixtureGradient } from "../../lib/prior/posterior_mixture.ts";
import { fitVampPrior, vampGradient } from "../../lib/prior/vamp_prior.ts";
import { imagesOfSize } from "../any_size.ts";
import "../fixed_seed.ts";

await useBackend("cpu");

/** The mean over codes of log 1/K sum_k prod_i N(z_i; mu_ki, var_ki), term by term. */
function logLikelihood(mu: number[][], logVar: number[][], codes: number[][]): number {
  const logs = codes.map((z) => {
    const parts = mu.map((mean, k) =>
      z.reduce((sum, value, i) => {
        return sum + logDensity({ mean: mean[i], std: Math.exp(logVar[k][i] / 2) }, value);
      }, 0)
    );
    const largest = Math.max(...parts);
    const sum = parts.reduce((sum, part) => sum + Math.exp(part - largest), 0);
    return largest + Math.log(sum / mu.length);
  });
  return logs.reduce((a, b) => a + b, 0) / codes.length;
}

it("posteriorMixtureGradient() agrees with central differences of the definition", () => {
  const number = fc.double({ min: -2, max: 2, noNaN: true });
  const rows = (count: number, d: number) =>
    fc.array(fc.array(number, { minLength: d, maxLength: d }), {
      minLength: count,
      maxLength: count,
    });
  const settings = fc.integer({ min: 1, max: 3 }).chain((d) =>
    fc.record({ d: fc.constant(d), mu: rows(3, d), logVar: rows(3, d), codes: rows(4, d) })
  );
  fc.assert(
    fc.property(settings, ({ d, mu, logVar, codes }) => {
      const found = posteriorMixtureGradient(mu.flat(), logVar.flat(), codes.flat(), d);
      assertAlmostEquals(found.logLikelihood, logLikelihood(mu, logVar, codes), 1e-10);
      const step = 1e-5;
      for (const [values, gradient] of [[mu, found.mu], [logVar, found.logVar]] as const) {
        for (const [k, row] of values.entries()) {
          for (let i = 0; i < d; i++) {
            const at = (value: number) => {
              const kept = row[i];
              row[i] = value;
              const result = logLikelihood(mu, logVar, codes);
              row[i] = kept;
              return result;
            };
            const slope = (at(row[i] + step) - at(row[i] - step)) / (2 * step);
            const error = Math.abs(gradient[k * d + i] - slope);
            assert(error < 1e-5 * Math.max(1, Math.abs(slope)), `${gradient[k * d + i]} ${slope}`);
          }
        }
      }
    }),
    { numRuns: 100 },
  );
});

it("posteriorMixture() is the mixture that the gradient is of", () => {
  const random = new TorchRandom(1);
  const [mu, logVar, codes] = [random.normal(6), random.normal(6), random.normal(20)];
  const logDensityOf = mixtureLogDensity(posteriorMixture(mu, logVar, 2));
  let sum = 0;
  for (let n = 0; n < 10; n++) sum += logDensityOf(codes.subarray(2 * n, 2 * n + 2)) / 10;
  assertAlmostEquals(posteriorMixtureGradient(mu, logVar, codes, 2).logLikelihood, sum, 1e-9);
});

/** The lab's encoder in float64, layer by layer. */
function encoded(state: StateDict, x: number[]): { mu: number[]; logVar: number[] } {
  const layer = (input: number[], name: string) => {
    const { shape: [outputs, inputs], values } = state[`encoder.${name}.weight`];
    const bias = state[`encoder.${name}.bias`].values;
    return Array.from({ length: outputs }, (_, o) => {
      let sum = bias[o];
      for (let i = 0; i < inputs; i++) sum += values[o * inputs + i] * input[i];
      return sum > 0 ? sum : 0.01 * sum;
    });
  };
  const features = layer(layer(x, "net.0"), "net.2");
  return {
    mu: layer(layer(features, "mu.0"), "mu.2"),
    logVar: layer(layer(features, "log_var.0"), "log_var.2"),
  };
}

it("vampGradient() agrees with central differences through an encoder in float64", async () => {
  const random = new TorchRandom(2);
  const image = { height: 2, width: 3 };
  const vae = new Vae({ latentSize: 2, image, random });
  const state = vae.stateDict();
  // Wider than at the start, so that pixels matter.
  for (const { values } of Object.values(state)) {
    values.forEach((value, i) => values[i] = 2 * value);
  }
  vae.loadStateDict(state);
  const inputs = random.uniform(3 * 6), codes = random.normal(5 * 2);
  const u = tf.tidy(() => tf.variable(tf.tensor2d(inputs, [3, 6])));
  const before = tf.memory().numTensors;
  const { logLikelihood: value, gradient } = await vampGradient(vae, u, codes);
  assertEquals(tf.memory().numTensors, before + 1, "the gradient alone is left");

  const at = (pixels: Float64Array) => {
    const posteriors = [0, 1, 2].map((k) => encoded(state, [...pixels.subarray(6 * k, 6 * k + 6)]));
    const rows = Array.from({ length: 5 }, (_, n) => [...codes.subarray(2 * n, 2 * n + 2)]);
    return logLikelihood(
      posteriors.map(({ mu }) => mu),
      posteriors.map(({ logVar }) => logVar),
      rows,
    );
  };
  const pixels = Float64Array.from(inputs);
  assertAlmostEquals(value, at(pixels), 1e-5);
  const slopes = gradient.dataSync();
  let largest = 0;
  for (let i = 0; i < 18; i++) {
    const moved = (by: number) => at(pixels.map((pixel, j) => j === i ? pixel + by : pixel));
    const slope = (moved(1e-5) - moved(-1e-5)) / 2e-5;
    assertAlmostEquals(slopes[i], slope, 1e-4);
    largest = Math.max(largest, Math.abs(slope));
  }
  assert(largest > 0.01, `the largest slope is ${largest}: nothing was tested`);
  tf.dispose([gradient, u]);
  vae.dispose();
});

it("fitVampPrior() makes codes more probable, keeps pixels pixels, and leaves the model as it is", async () => {
  const image = { height: 4, width: 5 };
  const vae = new Vae({ latentSize: 2, image, architecture: "linear", random: new TorchRandom(7) });
  const state = vae.stateDict();
  state["encoder.mu.weight"].values.forEach((value, i, all) => all[i] = 20 * value);
  state["encoder.log_var"].values.fill(-2);
  vae.loadStateDict(state);
  const data = imagesOfSize(200, image);
  const images = await encodeImages(vae, data);
  const before = tf.memory().numTensors;
  const options = { components: 5, batchSize: 100, random: new TorchRandom(1) };
  const first = await fitVampPrior(vae, data, images, { ...options, steps: 1 });
  const last = await fitVampPrior(vae, data, images, {
    ...{ ...options, random: new TorchRandom(1) },
    ...{ steps: 150, learningRate: 0.05 },
  });
  assertEquals(tf.memory().numTensors, before);
  assert(
    last.logLikelihood > first.logLikelihood + 0.1,
    `${first.logLikelihood} ${last.logLikelihood}`,
  );
  assert(last.inputs.every((pixel) => pixel >= 0 && pixel <= 1));
  assertEquals(vae.stateDict(), state);
  // The mixture is what the encoder makes of the inputs.
  const { mu, logVar } = tf.tidy(() => {
    const { mu, logVar } = vae.posterior(tf.tensor2d(last.inputs, [5, 20]) as Tensor2D);
    return { mu: mu.dataSync(), logVar: logVar.dataSync() };
  });
  assertEquals(last.mixture, posteriorMixture(mu, logVar, 2));
  vae.dispose();
});

it("fitVampPrior() refuses more pseudo-inputs than images, and ends on its signal", async () => {
  const image = { height: 2, width: 2 };
  const vae = new Vae({ latentSize: 2, image, random: new TorchRandom(0) });
  const data = imagesOfSize(10, image);
  const images = await encodeImages(vae, data);
  const before = tf.memory().numTensors;
  const random = new TorchRandom(0);
  await assertRejects(
    () => fitVampPrior(vae, data, images, { components: 11, random }),
    RangeError,
    "components must be a whole number from 1 to 10, got 11",
  );
  const signal = AbortSignal.abort(new Error("enough"));
  await assertRejects(
    () => fitVampPrior(vae, data, images, { components: 3, random, signal }),
    Error,
    "enough",
  );
  assertEquals(tf.memory().numTensors, before);
  vae.dispose();
});
