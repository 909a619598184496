import { useBackend } from "../../lib/backend/use_backend.ts";
import { assert, assertAlmostEquals, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { DataSet } from "../../lib/data/data_set.ts";
import { fc } from "../../lib/deps/fast_check.ts";
import { type Tensor2D, tf } from "../../lib/deps/tfjs.ts";
import { klDiagonal } from "../../lib/math/kl_diagonal.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { antitheticNoise } from "../../lib/measure/antithetic_noise.ts";
import { codeErrors } from "../../lib/measure/code_errors.ts";
import { encodeImages } from "../../lib/measure/encode_images.ts";
import { posteriorLoss } from "../../lib/measure/posterior_loss.ts";
import { posteriorStarts, unitStart } from "../../lib/measure/posterior_starts.ts";
import { refineFromStarts } from "../../lib/measure/refine_from_starts.ts";
import { refinePosteriors } from "../../lib/measure/refine_posterior.ts";
import { Vae } from "../../lib/model/vae.ts";
import "../fixed_seed.ts";

await useBackend("cpu");

/** Images of 4 x 4 random pixels. */
function images(count: number, seed = 3): DataSet {
  const pixels = Uint8Array.from(new TorchRandom(seed).uniform(count * 16, 0, 256));
  return new DataSet("made up", undefined, pixels, { height: 4, width: 4 });
}

const image = { height: 4, width: 4 };

/** A small model; `scale` multiplies its decoder's first weights, so that codes matter. */
function model(
  options: Partial<ConstructorParameters<typeof Vae>[0]> = {},
  scale = 10,
): Vae {
  const vae = new Vae({ latentSize: 3, image, random: new TorchRandom(1), ...options });
  const tensors = { ...vae.stateDict() };
  for (const name of ["decoder.net.0.weight", "decoder.net.weight"]) {
    const tensor = tensors[name];
    if (!tensor) continue;
    tensors[name] = { ...tensor, values: tensor.values.map((value) => scale * value) };
  }
  vae.loadStateDict(tensors);
  return vae;
}

/** The posterior that is optimal under a linear decoder W z + b, for x in pixels; in float64. */
function linearOptimum(vae: Vae, x: Float32Array, beta: number) {
  const { "decoder.net.weight": w, "decoder.net.bias": b } = vae.stateDict();
  const [pixels, d] = w.shape;
  const s = beta / 2;
  const column = (i: number) => Array.from({ length: pixels }, (_, p) => w.values[p * d + i]);
  const dot = (u: number[], v: number[]) => u.reduce((sum, value, p) => sum + value * v[p], 0);
  const columns = Array.from({ length: d }, (_, i) => column(i));
  const deviation = [...x].map((value, p) => value - b.values[p]);
  // (W^T W + s I) mu = W^T (x - b), by Gauss and Jordan.
  const rows = columns.map((u, i) => [
    ...columns.map((v, j) => dot(u, v) + (i === j ? s : 0)),
    dot(u, deviation),
  ]);
  for (let i = 0; i < d; i++) {
    const pivot = rows[i][i];
    rows[i] = rows[i].map((value) => value / pivot);
    for (let k = 0; k < d; k++) {
      if (k === i) continue;
      const factor = rows[k][i];
      rows[k] = rows[k].map((value, j) => value - factor * rows[i][j]);
    }
  }
  const mu = rows.map((row) => row[d]);
  const variance = columns.map((u) => s / (dot(u, u) + s));
  const error = deviation.reduce(
    (sum, value, p) => sum + (value - columns.reduce((y, u, i) => y + u[p] * mu[i], 0)) ** 2,
    0,
  );
  const scatter = columns.reduce((sum, u, i) => sum + variance[i] * dot(u, u), 0);
  const kl = klDiagonal(mu, variance.map(Math.log));
  return { mu, variance, loss: error + scatter + beta * kl };
}

const mean = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

it("antitheticNoise() is as normal as its draws, and has a mean of 0 for each image", () => {
  const noise = antitheticNoise(new TorchRandom(0), { images: 50, draws: 40, latentSize: 3 });
  assertEquals(noise.length, 50 * 40 * 3);
  for (let n = 0; n < 50; n++) {
    for (let unit = 0; unit < 3; unit++) {
      const own = Array.from({ length: 40 }, (_, s) => noise[(n * 40 + s) * 3 + unit]);
      assertAlmostEquals(mean(own), 0, 1e-6);
    }
  }
  assertAlmostEquals(mean(noise.map((value) => value * value)), 1, 0.06);
  assertThrows(
    () => antitheticNoise(new TorchRandom(0), { images: 1, draws: 3, latentSize: 1 }),
    RangeError,
    "even",
  );
});

for (const likelihood of ["gaussian", "bernoulli"] as const) {
  it(`posteriorLoss() has the gradients of central differences: ${likelihood}`, async () => {
    const vae = model({ likelihood });
    const data = images(4);
    const posteriors = await encodeImages(vae, data);
    posteriors.mu.set(new TorchRandom(5).normal(12));
    posteriors.logVar.set(new TorchRandom(6).normal(12));
    const noise = antitheticNoise(new TorchRandom(2), { images: 4, draws: 4, latentSize: 3 });
    const options = { klWeight: 0.7, noise };
    const { byMu, byLogVar } = await posteriorLoss(vae, data, posteriors, {
      ...options,
      gradients: true,
    });
    const step = 2e-3;
    for (const [name, gradient] of [["mu", byMu], ["logVar", byLogVar]] as const) {
      for (let at = 0; at < 12; at++) {
        const at1 = async (by: number) => {
          const moved = { ...posteriors, [name]: posteriors[name].slice() };
          moved[name][at] += by;
          return (await posteriorLoss(vae, data, moved, options)).loss[Math.floor(at / 3)];
        };
        const wanted = (await at1(step) - await at1(-step)) / (2 * step);
        assertAlmostEquals(gradient[at], wanted, 5e-3 * (1 + Math.abs(wanted)), `${name} ${at}`);
      }
    }
    vae.dispose();
  });
}

it("posteriorLoss() of a linear decoder has its closed form, up to the noise", async () => {
  const vae = model({ architecture: "linear" }, 1);
  const data = images(3);
  const posteriors = await encodeImages(vae, data);
  const noise = antitheticNoise(new TorchRandom(2), { images: 3, draws: 4000, latentSize: 3 });
  const { loss, error, kl } = await posteriorLoss(vae, data, posteriors, { klWeight: 2, noise });
  const { "decoder.net.weight": w, "decoder.net.bias": b } = vae.stateDict();
  for (let n = 0; n < 3; n++) {
    const [mu, logVar] = [posteriors.mu, posteriors.logVar].map((v) => v.slice(n * 3, n * 3 + 3));
    const x = data.rows([n]);
    let wanted = 0;
    for (let p = 0; p < 16; p++) {
      let y = b.values[p];
      for (let i = 0; i < 3; i++) {
        y += w.values[p * 3 + i] * mu[i];
        wanted += w.values[p * 3 + i] ** 2 * Math.exp(logVar[i]);
      }
      wanted += (x[p] - y) ** 2;
    }
    assertAlmostEquals(error[n], wanted, 0.03 * wanted);
    const nats = klDiagonal(mu, logVar);
    assertAlmostEquals(kl.slice(n * 3, n * 3 + 3).reduce((a, b) => a + b), nats, 1e-9);
    assertAlmostEquals(loss[n], error[n] + 2 * nats, 1e-9);
  }
  vae.dispose();
});

it("refinePosteriors() reaches the exact posterior of a linear decoder, from anywhere", async () => {
  // Columns of W at right angles, so that the exact posterior is diagonal.
  const vae = new Vae({ architecture: "linear", latentSize: 3, image, random: new TorchRandom(0) });
  const weight = new Float32Array(16 * 3);
  for (let p = 0; p < 16; p++) weight[p * 3 + p % 2] = p % 2 === 0 ? 0.4 : 0.15; // unit 2 is dead
  vae.loadStateDict({
    ...vae.stateDict(),
    "decoder.net.weight": { shape: [16, 3], values: weight },
    "decoder.net.bias": { shape: [16], values: new Float32Array(16).fill(0.5) },
  });
  const data = images(6);
  const noise = antitheticNoise(new TorchRandom(77), { images: 6, draws: 2000, latentSize: 3 });
  const starts = await posteriorStarts(
    vae,
    data,
    await encodeImages(vae, data),
    new TorchRandom(4),
  );
  const optima = Array.from({ length: 6 }, (_, n) => linearOptimum(vae, data.rows([n]), 1));
  const optimum = mean(optima.map(({ loss }) => loss));
  for (const [name, start] of Object.entries(starts)) {
    const { posteriors, converged } = await refinePosteriors(vae, data, start, {
      ...{ klWeight: 1, random: new TorchRandom(8), maxSteps: 3000 },
      ...{ stepSizes: [0.1, 0.03, 0.01, 0.003], enough: 1e-5 },
    });
    assert(converged, name);
    const { loss } = await posteriorLoss(vae, data, posteriors, { klWeight: 1, noise });
    assertAlmostEquals(mean(loss), optimum, 0.005 * optimum, name);
    for (const [n, { mu, variance }] of optima.entries()) {
      for (let i = 0; i < 3; i++) {
        assertAlmostEquals(posteriors.mu[n * 3 + i], mu[i], 0.15, `${name}, image ${n}, unit ${i}`);
        assertAlmostEquals(Math.exp(posteriors.logVar[n * 3 + i]), variance[i], 0.15, name);
      }
    }
    // The amortisation gap of this start is the difference of two closed forms.
    const before = (await posteriorLoss(vae, data, start, { klWeight: 1, noise })).loss;
    assert(mean(before) >= optimum - 0.01, `${name} began below the optimum`);
  }
  vae.dispose();
});

it("refinePosteriors() is never worse than its start at the noise that it is judged by", async () => {
  const vae = model();
  const data = images(5);
  const encoded = await encodeImages(vae, data);
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 1000 }),
      fc.double({ min: 0.05, max: 4, noNaN: true }),
      fc.subarray([0, 1, 2]),
      async (seed, klWeight, units) => {
        const { before, after, posteriors } = await refinePosteriors(vae, data, encoded, {
          ...{ klWeight, units, random: new TorchRandom(seed), maxSteps: 30 },
        });
        const random = new TorchRandom(seed);
        const noise = antitheticNoise(random, { images: 5, draws: 32, latentSize: 3 });
        const { loss } = await posteriorLoss(vae, data, posteriors, { klWeight, noise });
        for (let n = 0; n < 5; n++) {
          assert(after[n] <= before[n]);
          assertAlmostEquals(after[n], loss[n], 1e-6, "`after` is the loss of what is returned");
        }
        for (const name of ["mu", "logVar"] as const) {
          for (let at = 0; at < 15; at++) {
            if (units.includes(at % 3)) continue;
            assertEquals(posteriors[name][at], encoded[name][at], "a unit that may not move");
          }
        }
      },
    ),
    { numRuns: 12 },
  );
  vae.dispose();
});

it("refinePosteriors() changes neither the model nor its start, and leaves no tensor", async () => {
  const vae = model();
  const data = images(3);
  const encoded = await encodeImages(vae, data);
  const copy = { mu: encoded.mu.slice(), logVar: encoded.logVar.slice() };
  const [parameters, tensors] = [vae.stateDict(), tf.memory().numTensors];
  const refine = () =>
    refinePosteriors(vae, data, encoded, { klWeight: 1, random: new TorchRandom(1), maxSteps: 30 });
  const [once, again] = [await refine(), await refine()];
  assertEquals(once, again, "the same noise, the same numbers");
  assertEquals(vae.stateDict(), parameters);
  assertEquals({ mu: encoded.mu, logVar: encoded.logVar }, copy);
  assertEquals(tf.memory().numTensors, tensors);
  vae.dispose();
});

it("refinePosteriors() of a unit that the decoder does not use ends at the prior", async () => {
  const vae = model();
  const tensors = vae.stateDict();
  const { shape, values } = tensors["decoder.net.0.weight"];
  const dead = values.map((value, at) => at % 3 === 1 ? 0 : value);
  vae.loadStateDict({ ...tensors, "decoder.net.0.weight": { shape, values: dead } });
  const data = images(4);
  const start = await unitStart(vae, data, await encodeImages(vae, data), 1);
  const { posteriors } = await refinePosteriors(vae, data, start, {
    ...{ klWeight: 1, random: new TorchRandom(3), units: [1] },
  });
  for (let n = 0; n < 4; n++) {
    assertAlmostEquals(posteriors.mu[n * 3 + 1], 0, 0.05);
    assertAlmostEquals(posteriors.logVar[n * 3 + 1], 0, 0.1);
  }
  vae.dispose();
});

it("refineFromStarts() ends no higher than the first start, and finds a far optimum", async () => {
  // The white image is half drawn where z is near -2, completely near 2, and not at all between.
  const data = new DataSet("white", undefined, new Uint8Array(3 * 16).fill(255), image);
  const bump = (z: Tensor2D, at: number) => tf.exp(tf.neg(tf.square(tf.mul(tf.sub(z, at), 1.5))));
  const bumps = {
    latentSize: 1,
    likelihood: "gaussian" as const,
    reconstruct: (z: Tensor2D) =>
      tf.matMul(tf.add(tf.mul(bump(z, -2), 0.5), bump(z, 2)), tf.ones([1, 16])) as Tensor2D,
  };
  const flat = { count: 3, latentSize: 1, mu: new Float32Array(3).fill(-2) };
  const encoded = { ...flat, logVar: new Float32Array(3).fill(-6) };
  const options = { klWeight: 0.1, random: new TorchRandom(1) };
  const alone = await refineFromStarts(bumps, data, [encoded], options);
  const starts = Object.values(await posteriorStarts(bumps, data, encoded, new TorchRandom(2)));
  const all = await refineFromStarts(bumps, data, starts, options);
  assertEquals(all.before, alone.before);
  assert(mean(all.after) < 2, `${mean(all.after)} from all starts`);
  assert(mean(alone.after) > 3.9, `${mean(alone.after)} from the encoder's posterior alone`);
  assertEquals(all.chosen.reduce((a, b) => a + b), 3);
  assertEquals(all.chosen[0], 0);
  for (let n = 0; n < 3; n++) assert(all.after[n] <= all.before[n]);
});

it("codeErrors() gives each code its own error and gradient", async () => {
  const vae = model();
  const data = images(2);
  const codes = new TorchRandom(9).normal(2 * 3 * 3);
  const { errors, gradients } = await codeErrors(vae, data, codes, { gradients: true });
  assertEquals([errors.length, gradients.length], [6, 18]);
  const alone = await codeErrors(vae, data.first(1), codes.slice(0, 3), { gradients: true });
  assertAlmostEquals(errors[0], alone.errors[0], 1e-5);
  for (let i = 0; i < 3; i++) assertAlmostEquals(gradients[i], alone.gradients[i], 1e-5);
  const xHat = Array.from(vae.reconstruct(tf.tensor2d(codes.slice(12, 15), [1, 3])).dataSync());
  const x = data.rows([1]);
  const wanted = xHat.reduce((sum, value, p) => sum + (value - x[p]) ** 2, 0);
  assertAlmostEquals(errors[4], wanted, 1e-4);
  vae.dispose();
});

it("refinePosteriors() refuses what it cannot do", async () => {
  const vae = model();
  const data = images(2);
  const encoded = await encodeImages(vae, data);
  const refine = (options: object) =>
    refinePosteriors(vae, data, encoded, { klWeight: 1, random: new TorchRandom(0), ...options });
  await assertRejects(() => refine({ units: [3] }), RangeError, "from 0 to 2");
  await assertRejects(() => refine({ klWeight: -1 }), RangeError, "klWeight");
  await assertRejects(() => refine({ maxSteps: 0 }), RangeError, "maxSteps");
  await assertRejects(
    () => refine({ signal: AbortSignal.abort(new Error("enough")) }),
    Error,
    "enough",
  );
  await assertRejects(
    () => posteriorLoss(vae, data, encoded, { klWeight: 1, noise: new Float32Array(7) }),
    RangeError,
    "got 7 values",
  );
  await assertRejects(() => codeErrors(vae, data, new Float32Array(7)), RangeError, "got 7 values");
  vae.dispose();
});
