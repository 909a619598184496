/** The importance-weighted loss against the lab's, the paper's formula in float64, and an exact likelihood. */
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { type Tensor2D, tf } from "../../lib/deps/tfjs.ts";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { logMeanExp } from "../../lib/math/log_mean_exp.ts";
import type { StateDict } from "../../lib/math/state_dict.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { importanceWeightedLoss } from "../../lib/model/importance_weighted_loss.ts";
import { loss } from "../../lib/model/loss.ts";
import { Vae, type VaeOutput } from "../../lib/model/vae.ts";
import { lossAndGradients } from "../../lib/train/train_step.ts";

await useBackend("cpu");

const iwae = (klWeight: number) => (output: VaeOutput) =>
  importanceWeightedLoss(output, { klWeight });

async function gradientsOf(
  vae: Vae,
  x: Tensor2D,
  eps: Tensor2D,
  objective: Parameters<typeof lossAndGradients>[3],
) {
  const { gradients, ...parts } = await lossAndGradients(vae, x, eps, objective);
  const values = Object.entries(gradients).map(([name, g]) => [name, [...g.dataSync()]] as const);
  return { parts, gradients: Object.fromEntries(values) as Record<string, number[]> };
}

for (const likelihood of ["gaussian", "bernoulli"] as const) {
  it(`with one code an image it is the lab's loss, and so is each gradient (${likelihood})`, async () => {
    const random = new TorchRandom(1);
    const vae = new Vae({ latentSize: 3, random, head: "linear", likelihood });
    const x = tf.tensor2d(random.uniform(4 * 784), [4, 784]);
    const eps = tf.tensor2d(random.normal(4 * 3), [4, 3]);
    const ours = await gradientsOf(vae, x, eps, iwae(0.7));
    const lab = await gradientsOf(vae, x, eps, (output) => loss(output, { klWeight: 0.7 }));
    for (const part of ["loss", "reconstruction", "kl", "klWeight"] as const) {
      assertAlmostEquals(ours.parts[part], lab.parts[part], 1e-6 * Math.abs(lab.parts[part]));
    }
    for (const [name, gradient] of Object.entries(lab.gradients)) {
      const scale = gradient.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
      gradient.forEach((g, i) => assertAlmostEquals(ours.gradients[name][i], g, 2e-5 * scale));
    }
  });
}

/** A linear VAE of 2 x 2 pixels, its parameters given. */
const small = (latentSize: number, seed = 2) =>
  new Vae({
    latentSize,
    image: { height: 2, width: 2 },
    architecture: "linear",
    random: new TorchRandom(seed),
  });

/** The loss of the small model by the paper's formula and the control variate, in float64 loops. */
function inFloat64(state: StateDict, x: number[][], eps: number[][], w: number): number {
  const { values: logVar } = state["encoder.log_var"];
  const linear = (input: number[], name: string) => {
    const { shape: [outputs, inputs], values } = state[`${name}.weight`];
    return Array.from({ length: outputs }, (_, o) =>
      input.reduce(
        (sum, value, i) => sum + value * values[o * inputs + i],
        state[`${name}.bias`].values[o],
      ));
  };
  const samples = eps.length / x.length;
  let total = 0;
  for (const [row, pixels] of x.entries()) {
    const mu = linear(pixels, "encoder.mu");
    const kl = mu.reduce(
      (sum, mean, j) => sum - (1 + logVar[j] - mean ** 2 - Math.exp(logVar[j])) / 2,
      0,
    );
    const ratios: number[] = [];
    const logWeights = Array.from({ length: samples }, (_, k) => {
      const noise = eps[k * x.length + row];
      const z = mu.map((mean, j) => mean + Math.exp(logVar[j] / 2) * noise[j]);
      const error = linear(z, "decoder.net").reduce((sum, v, i) => sum + (v - pixels[i]) ** 2, 0);
      const density = (value: number, mean: number, logVar: number) =>
        -(Math.log(2 * Math.PI) + logVar + (value - mean) ** 2 / Math.exp(logVar)) / 2;
      const logQ = z.reduce((sum, value, j) => sum + density(value, mu[j], logVar[j]), 0);
      const logP = z.reduce((sum, value) => sum + density(value, 0, 0), 0);
      ratios.push(logQ - logP);
      return -error / w + logP - logQ;
    });
    const control = kl - ratios.reduce((a, b) => a + b) / samples;
    total += w * (control - logMeanExp(logWeights));
  }
  return total / x.length;
}

it("its value and gradients are the paper's, by central differences in float64", async () => {
  const [rows, samples, w] = [3, 4, 0.3];
  const random = new TorchRandom(3);
  const vae = small(2);
  const x = tf.tensor2d(random.uniform(rows * 4), [rows, 4]);
  const eps = tf.tensor2d(random.normal(rows * samples * 2), [rows * samples, 2]);
  const { parts, gradients } = await gradientsOf(vae, x, eps, iwae(w));
  const state = vae.stateDict();
  const at = (name: string, i: number, step: number) => {
    const values = Float64Array.from(state[name]?.values ?? []);
    if (step) values[i] += step;
    const changed = step ? { [name]: { ...state[name], values } } : {};
    return inFloat64(
      { ...state, ...changed } as StateDict,
      x.arraySync(),
      eps.arraySync(),
      w,
    );
  };
  assertAlmostEquals(parts.loss, at("", 0, 0), 1e-5);
  let compared = 0;
  for (const [name, gradient] of Object.entries(gradients)) {
    gradient.forEach((g, i) => {
      const slope = (at(name, i, 1e-5) - at(name, i, -1e-5)) / 2e-5;
      assertAlmostEquals(g, slope, 2e-4 * (1 + Math.abs(slope)), `${name}[${i}]`);
      compared++;
    });
  }
  assertEquals(compared, 2 * 4 + 2 + 4 * 2 + 4 + 2);
});

/** A model with one unit, whose likelihood is known: x = a z + b + noise of variance w/2. */
function oneUnit(
  posterior: { readonly mu: number[]; readonly bias: number; readonly logVar: number },
) {
  const a = [0.5, -0.3, 0.8, 0.1], b = [0.2, 0.4, 0.3, 0.5];
  const vae = small(1);
  vae.loadStateDict({
    "encoder.mu.weight": { shape: [1, 4], values: Float32Array.from(posterior.mu) },
    "encoder.mu.bias": { shape: [1], values: Float32Array.of(posterior.bias) },
    "encoder.log_var": { shape: [1], values: Float32Array.of(posterior.logVar) },
    "decoder.net.weight": { shape: [4, 1], values: Float32Array.from(a) },
    "decoder.net.bias": { shape: [4], values: Float32Array.from(b) },
  });
  return { vae, a, b };
}

const W = 0.4; // of the KL term; the decoder's variance is 0.2
const IMAGE = [0.9, 0.1, 0.8, 0.6];

/** -w times log p(x), without the constant that the loss leaves out: the same in closed form. */
function exactLoss(a: number[], b: number[]): number {
  const s = W / 2;
  const rest = IMAGE.map((value, i) => value - b[i]);
  const [aa, ar, rr] = [[a, a], [a, rest], [rest, rest]].map(([u, v]) =>
    u.reduce((sum, value, i) => sum + value * v[i], 0)
  );
  // N(b, s I + a a^T): its determinant is s^3 (s + aa), its inverse by Sherman and Morrison.
  const squared = (rr - ar ** 2 / (s + aa)) / s;
  return W * (squared + Math.log((s + aa) / s)) / 2;
}

/** The mean of the loss over draws, and its standard error. */
function meanLoss(vae: Vae, samples: number, draws: number) {
  const random = new TorchRandom(7);
  const rows = 100;
  const x = tf.tensor2d(Array.from({ length: rows }, () => IMAGE));
  const found = Array.from({ length: draws / rows }, () =>
    tf.tidy(() => {
      const eps = tf.tensor2d(random.normal(rows * samples), [rows * samples, 1]);
      return importanceWeightedLoss(vae.forward(x, eps), { klWeight: W }).loss.dataSync()[0];
    }));
  const mean = found.reduce((a, b) => a + b) / found.length;
  const variance = found.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (found.length - 1);
  return { mean, error: Math.sqrt(variance / found.length) };
}

it("with the exact posterior it is the exact likelihood, whatever the number of codes", () => {
  const { a, b } = oneUnit({ mu: [0, 0, 0, 0], bias: 0, logVar: 0 });
  const precision = 1 + a.reduce((sum, v) => sum + v * v, 0) / (W / 2);
  const mu = a.map((v) => v / (W / 2) / precision);
  const bias = -mu.reduce((sum, v, i) => sum + v * b[i], 0);
  const { vae } = oneUnit({ mu, bias, logVar: -Math.log(precision) });
  for (const samples of [1, 3, 20]) {
    const { mean, error } = meanLoss(vae, samples, 5000);
    assertAlmostEquals(mean, exactLoss(a, b), 5 * error + 1e-5);
  }
});

it("with another posterior it falls with every further code, towards the exact likelihood and not below", () => {
  const { vae, a, b } = oneUnit({ mu: [0.2, 0, 0.1, 0], bias: 0.3, logVar: 0.5 });
  const exact = exactLoss(a, b);
  const bounds = [1, 2, 5, 50].map((samples) => meanLoss(vae, samples, 6000));
  for (const [i, { mean, error }] of bounds.entries()) {
    assert(mean > exact - 4 * error, `${mean} is below the exact ${exact}`);
    if (i > 0) {
      const spread = Math.hypot(error, bounds[i - 1].error);
      assert(mean < bounds[i - 1].mean - 2 * spread, `${mean}, ${bounds[i - 1].mean}`);
    }
  }
  assertAlmostEquals(bounds.at(-1)!.mean, exact, 0.02 * exact);
});

it("its control variate has expectation 0: the gradient's mean is that of the paper's estimator", async () => {
  const samples = 5, rows = 200, batches = 40;
  const { vae } = oneUnit({ mu: [0.2, 0, 0.1, 0], bias: 0.3, logVar: 0.5 });
  const x = tf.tensor2d(Array.from({ length: rows }, () => IMAGE));
  /** The paper's bound alone, as TensorFlow.js differentiates it. */
  const paper = (output: VaeOutput) => {
    const { mu, logVar, z, xHat } = output;
    const codes = tf.reshape(z, [samples, rows]);
    const errors = tf.reshape(tf.sum(tf.square(tf.sub(xHat, IMAGE)), 1), [samples, rows]);
    const [mean, spread] = [tf.reshape(mu, [rows]), tf.reshape(logVar, [rows])];
    const noise = tf.div(tf.sub(codes, mean), tf.exp(tf.div(spread, 2)));
    const logWeights = tf.add(
      tf.div(errors, -W),
      tf.div(tf.sub(tf.add(tf.square(noise), spread), tf.square(codes)), 2),
    );
    const bound = tf.mean(tf.sub(tf.logSumExp(logWeights, 0), Math.log(samples)));
    const parts = importanceWeightedLoss(output, { klWeight: W });
    return { ...parts, loss: tf.mul(bound, -W) as typeof parts.loss };
  };
  const random = new TorchRandom(11);
  for (const name of ["encoder.log_var", "encoder.mu.bias", "decoder.net.bias"]) {
    const differences: number[] = [];
    for (let batch = 0; batch < batches; batch++) {
      const eps = tf.tensor2d(random.normal(rows * samples), [rows * samples, 1]);
      const [ours, theirs] = [
        await gradientsOf(vae, x, eps, iwae(W)),
        await gradientsOf(vae, x, eps, paper),
      ];
      differences.push(ours.gradients[name][0] - theirs.gradients[name][0]);
      eps.dispose();
    }
    const mean = differences.reduce((a, b) => a + b) / batches;
    const variance = differences.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (batches - 1);
    const error = Math.sqrt(variance / batches);
    // The decoder's gradient is the paper's in every draw.
    assert(Math.abs(mean) < 4 * error + 1e-6, `${name}: ${mean} +- ${error}`);
    if (name.startsWith("decoder")) assert(error < 1e-6);
  }
});

it("forward() takes several rows of noise an image, all images' first ones first", () => {
  const vae = small(2);
  const random = new TorchRandom(5);
  const x = tf.tensor2d(random.uniform(3 * 4), [3, 4]);
  const eps = tf.tensor2d(random.normal(6 * 2), [6, 2]);
  const { mu, z, xHat } = vae.forward(x, eps);
  assertEquals([mu.shape, z.shape, xHat.shape], [[3, 2], [6, 2], [6, 4]]);
  for (const [from, rows] of [[0, 3], [3, 3]]) {
    const alone = vae.forward(x, tf.slice(eps, [from, 0], [rows, 2]));
    assertEquals(tf.slice(xHat, [from, 0], [rows, 4]).arraySync(), alone.xHat.arraySync());
  }
  assertThrows(() => vae.forward(x, tf.zeros([4, 2])), RangeError, "or a multiple of it, got 4");
});

it("a weight of 0, a decoder without variance, is refused", () => {
  const vae = small(1);
  const output = vae.forward(tf.zeros([1, 4]), tf.zeros([1, 1]));
  assertThrows(
    () => importanceWeightedLoss(output, { klWeight: 0 }),
    RangeError,
    "klWeight must be",
  );
});
