import { useBackend } from "../../lib/backend/use_backend.ts";
import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { DataSet } from "../../lib/data/data_set.ts";
import { type Tensor2D, tf } from "../../lib/deps/tfjs.ts";
import { logDensity } from "../../lib/math/gaussian.ts";
import { klUnivariate } from "../../lib/math/kl_univariate.ts";
import { multivariateLogDensity } from "../../lib/math/multivariate_log_density.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { gaussianLogLikelihood } from "../../lib/model/gaussian_log_likelihood.ts";
import { Vae } from "../../lib/model/vae.ts";
import { importanceWeightedBound } from "../../lib/measure/importance_weighted_bound.ts";

await useBackend("cpu");

/** Images of noise, each another one unless `varied` is false. */
function images(count: number, varied = true): DataSet {
  const random = new TorchRandom(3);
  const one = Uint8Array.from(random.uniform(784, 0, 256));
  const pixels = new Uint8Array(count * 784);
  for (let n = 0; n < count; n++) {
    pixels.set(varied ? Uint8Array.from(random.uniform(784, 0, 256)) : one, n * 784);
  }
  return new DataSet("made up", new Uint8Array(count), pixels);
}

const VARIANCE = 0.5;

/**
 * A linear decoder z W + 1/2 with two units, each with pixels of its own, so that the posterior is
 * diagonal; and an encoder that is off it: means by `shift` standard deviations, variances by `stretch`.
 */
function linearGaussian({ shift = 0, stretch = 1 } = {}) {
  const w = new Float32Array(2 * 784); // [2, 784]
  for (let i = 0; i < 784 / 2; i++) {
    w[i] = 0.03 * Math.sin(i);
    w[784 + 784 / 2 + i] = 0.04 * Math.cos(i);
  }
  const variances = [0, 1].map((unit) => {
    const square = w.subarray(unit * 784, (unit + 1) * 784).reduce((s, x) => s + x * x, 0);
    return 1 / (1 + square / VARIANCE);
  });
  const vae = {
    latentSize: 2,
    posterior(x: Tensor2D) {
      const projected = tf.matMul(tf.sub(x, 0.5), tf.tensor2d(w, [2, 784]), false, true);
      const mean = tf.mul(projected, tf.tensor1d(variances.map((v) => v / VARIANCE)));
      const off = tf.tensor1d(variances.map((v) => shift * Math.sqrt(v)));
      const logVar = tf.tensor1d(variances.map((v) => Math.log(stretch * v)));
      return {
        mu: tf.add(mean, off) as Tensor2D,
        logVar: tf.add(tf.zeros([x.shape[0], 2]), logVar) as Tensor2D,
      };
    },
    reconstruct: (z: Tensor2D) => tf.add(tf.matMul(z, tf.tensor2d(w, [2, 784])), 0.5) as Tensor2D,
  };
  /** log p(x), with the whole 784 x 784 covariance W^T W + variance I. */
  const logMarginal = multivariateLogDensity(
    new Float64Array(784).fill(0.5),
    Array.from(
      { length: 784 },
      (_, i) =>
        Float64Array.from(
          { length: 784 },
          (_, j) => w[i] * w[j] + w[784 + i] * w[784 + j] + (i === j ? VARIANCE : 0),
        ),
    ),
  );
  return { vae, logMarginal };
}

const options = (samples: number, seed = 0) => ({
  samples,
  logLikelihood: gaussianLogLikelihood(VARIANCE),
  random: new TorchRandom(seed),
});

it("importanceWeightedBound() is log p(x) from one code on, where the encoder is exact", async () => {
  const { vae, logMarginal } = linearGaussian();
  const data = images(3);
  const wanted = [0, 1, 2].reduce((sum, n) => sum + logMarginal(data.rows([n])) / 3, 0);
  for (const samples of [1, 7, 1500]) {
    const { estimate } = await importanceWeightedBound(vae, data, options(samples));
    assertAlmostEquals(estimate, wanted, 1e-5 * Math.abs(wanted), `K = ${samples}`);
  }
});

it("importanceWeightedBound() of one code is in expectation the ELBO", async () => {
  const { vae, logMarginal } = linearGaussian({ shift: 0.5, stretch: 1.5 });
  const data = images(2000, false); // one image, so that only the noise varies
  const gap = 2 * klUnivariate({ mean: 0.5, std: Math.sqrt(1.5) }, { mean: 0, std: 1 });
  const { estimate, standardError } = await importanceWeightedBound(vae, data, options(1));
  const off = Math.abs(estimate - (logMarginal(data.rows([0])) - gap));
  assert(off < 5 * standardError, `off by ${off}, standard error ${standardError}`);
  assert(standardError < gap / 10);
});

it("importanceWeightedBound() rises with K to log p(x), and does not pass it", async () => {
  const { vae, logMarginal } = linearGaussian({ shift: 0.5, stretch: 1.5 });
  const data = images(400, false);
  const marginal = logMarginal(data.rows([0]));
  let last = -Infinity;
  for (const samples of [1, 4, 16, 64]) {
    const { estimate, standardError } = await importanceWeightedBound(vae, data, options(samples));
    assert(estimate > last, `${estimate} with K = ${samples}, ${last} with fewer`);
    assert(estimate < marginal + 5 * standardError);
    last = estimate;
  }
  assertAlmostEquals(last, marginal, 0.02);
});

it("importanceWeightedBound() of the lab's model agrees with plain float64", async () => {
  const [count, d] = [3, 4];
  const vae = new Vae({ latentSize: d, random: new TorchRandom(1) });
  const data = images(count);
  for (const samples of [1, 5]) {
    // K = 1 is the ELBO of evaluate()'s noise: the same draws in the same order.
    const noise = new TorchRandom(7).normal(count * samples * d);
    let wanted = 0;
    for (let n = 0; n < count; n++) {
      const x = data.rows([n]);
      const weights = Array.from({ length: samples }, (_, k) => {
        const eps = noise.subarray((n * samples + k) * d, (n * samples + k + 1) * d);
        const [mu, logVar, z, xHat] = tf.tidy(() => {
          const output = vae.forward(tf.tensor2d(x, [1, 784]), tf.tensor2d(eps, [1, d]));
          return [output.mu, output.logVar, output.z, output.xHat].map((t) => t.dataSync());
        });
        let logWeight = 0;
        for (let i = 0; i < 784; i++) {
          logWeight += logDensity({ mean: xHat[i], std: Math.sqrt(VARIANCE) }, x[i]);
        }
        for (let i = 0; i < d; i++) {
          const q = { mean: mu[i], std: Math.exp(logVar[i] / 2) };
          logWeight += logDensity({ mean: 0, std: 1 }, z[i]) - logDensity(q, z[i]);
        }
        return logWeight;
      });
      const largest = Math.max(...weights);
      const sum = weights.reduce((total, weight) => total + Math.exp(weight - largest), 0);
      wanted += (largest + Math.log(sum / samples)) / count;
    }
    const before = tf.memory().numTensors;
    const { estimate } = await importanceWeightedBound(vae, data, options(samples, 7));
    assertAlmostEquals(estimate, wanted, 1e-5 * Math.abs(wanted));
    assertEquals(tf.memory().numTensors, before, "tensors left behind");
  }
});

it("importanceWeightedBound() refuses no codes, and a single image", async () => {
  const { vae } = linearGaussian();
  for (const samples of [0, 2.5, NaN]) {
    await assertRejects(
      () => importanceWeightedBound(vae, images(2), options(samples)),
      RangeError,
      `got ${samples}`,
    );
  }
  await assertRejects(() => importanceWeightedBound(vae, images(1), options(1)), RangeError);
});
