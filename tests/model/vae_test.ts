import { useBackend } from "../../lib/backend/use_backend.ts";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { type Tensor2D, tf } from "../../lib/deps/tfjs.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { Vae } from "../../lib/model/vae.ts";
import { UserError } from "../../lib/user_error.ts";

await useBackend("cpu");

const fresh = (latentSize = 8, seed = 0) => new Vae({ latentSize, random: new TorchRandom(seed) });

it("Vae has the lab's 442,000-odd parameters, by PyTorch's names and layout", () => {
  const shapes = Object.entries(fresh().stateDict()).map(([name, { shape }]) => `${name} ${shape}`);
  assertEquals(shapes, [
    "encoder.net.0.weight 256,784",
    "encoder.net.0.bias 256",
    "encoder.net.2.weight 64,256",
    "encoder.net.2.bias 64",
    "encoder.mu.0.weight 32,64",
    "encoder.mu.0.bias 32",
    "encoder.mu.2.weight 8,32",
    "encoder.mu.2.bias 8",
    "encoder.log_var.0.weight 32,64",
    "encoder.log_var.0.bias 32",
    "encoder.log_var.2.weight 8,32",
    "encoder.log_var.2.bias 8",
    "decoder.net.0.weight 32,8",
    "decoder.net.0.bias 32",
    "decoder.net.2.weight 64,32",
    "decoder.net.2.bias 64",
    "decoder.net.4.weight 256,64",
    "decoder.net.4.bias 256",
    "decoder.net.6.weight 784,256",
    "decoder.net.6.bias 784",
  ]);
  const count = Object.values(fresh().parameters()).reduce((sum, { size }) => sum + size, 0);
  assertEquals(count, 442_624);
});

it("Vae starts with every parameter inside of 1/sqrt(inputs)", () => {
  const state = fresh().stateDict();
  for (const [name, { shape, values }] of Object.entries(state)) {
    const inputs =
      (name.endsWith("weight") ? shape : state[name.replace("bias", "weight")].shape)[1];
    const bound = Math.fround(1 / Math.sqrt(inputs));
    const largest = values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    assertEquals(largest <= bound && largest > bound * 0.5, true, name);
  }
});

it("forward() gives the shapes of the walk, and pixels in (0, 1)", () => {
  const vae = fresh(3);
  const x = tf.tensor2d(new TorchRandom(1).uniform(5 * 784), [5, 784]);
  const { mu, logVar, z, xHat } = vae.forward(x, tf.zeros([5, 3]) as typeof x);
  assertEquals([mu, logVar, z, xHat].map(({ shape }) => shape), [[5, 3], [5, 3], [5, 3], [5, 784]]);
  assertEquals(z.dataSync(), mu.dataSync()); // no noise: the code is the mean
  assertEquals(xHat.dataSync(), vae.reconstruct(vae.encode(x)).dataSync());
  assertEquals(xHat.dataSync().every((pixel) => pixel > 0 && pixel < 1), true);
});

it("the heads end in a LeakyReLU: what is negative is shrunk a hundredfold", () => {
  const vae = fresh(2);
  const state = structuredClone(vae.stateDict());
  for (const head of ["mu", "log_var"]) {
    state[`encoder.${head}.2.weight`].values.fill(0);
    state[`encoder.${head}.2.bias`].values.set([3, -4]);
  }
  vae.loadStateDict(state);
  const { mu, logVar } = vae.posterior(tf.zeros([1, 784]));
  for (const head of [mu, logVar]) {
    assertEquals([...head.dataSync()], [3, Math.fround(-4 * Math.fround(0.01))]);
  }
});

it("forward() draws z = mu + exp(logVar / 2) eps", () => {
  const vae = fresh(2);
  const eps = tf.tensor2d([[0.5, -2]]);
  const { mu, logVar, z } = vae.forward(tf.ones([1, 784]), eps);
  const [m, v, noise] = [mu.dataSync(), logVar.dataSync(), eps.dataSync()];
  z.dataSync().forEach((code, i) =>
    assertAlmostEquals(code, m[i] + Math.exp(v[i] / 2) * noise[i], 1e-6)
  );
});

it("loadStateDict() takes over what stateDict() gave", () => {
  const [a, b] = [fresh(8, 1), fresh(8, 2)];
  b.loadStateDict(a.stateDict());
  assertEquals(b.stateDict(), a.stateDict());
});

it("loadStateDict() refuses another model, and then changes nothing", () => {
  const vae = fresh(8);
  const before = vae.stateDict();
  assertThrows(
    () => vae.loadStateDict(fresh(4).stateDict()),
    UserError,
    "encoder.mu.2.weight: wanted [8,32], found [4,32]",
  );
  const { ["decoder.net.6.bias"]: _, ...missing } = fresh(8, 1).stateDict();
  assertThrows(
    () => vae.loadStateDict(missing),
    UserError,
    "decoder.net.6.bias: wanted [784], found none",
  );
  const more = { ...before, "decoder.net.8.bias": before["decoder.net.6.bias"] };
  assertThrows(() => vae.loadStateDict(more), UserError, 'no parameter "decoder.net.8.bias"');
  assertEquals(vae.stateDict(), before);
});

it("Vae() refuses a latent size that is no whole number", () => {
  for (const latentSize of [0, -1, 1.5, NaN]) {
    assertThrows(() => fresh(latentSize), RangeError, `got ${latentSize}`);
  }
});

it("a Vae that is disposed of leaves no tensor behind", () => {
  const before = tf.memory().numTensors;
  const vae = fresh();
  tf.dispose(vae.reconstruct(tf.tidy(() => vae.encode(tf.zeros([1, 784])))));
  vae.dispose();
  // the codes that reconstruct() was given are the caller's
  assertEquals(tf.memory().numTensors, before + 1);
});

it("linear heads leave what is negative as it is", () => {
  const vae = new Vae({ latentSize: 1, head: "linear", random: new TorchRandom(0) });
  const state = structuredClone(vae.stateDict());
  for (const head of ["mu", "log_var"]) {
    state[`encoder.${head}.2.weight`].values.fill(0);
    state[`encoder.${head}.2.bias`].values.fill(-4);
  }
  vae.loadStateDict(state);
  const { mu, logVar } = vae.posterior(tf.zeros([1, 784]));
  assertEquals([mu, logVar].map((head) => head.dataSync()[0]), [-4, -4]);
});

it("a linear VAE is two affine maps, and one log-variance a unit", () => {
  const vae = new Vae({ latentSize: 2, architecture: "linear", random: new TorchRandom(0) });
  const state = vae.stateDict();
  assertEquals(Object.entries(state).map(([name, { shape }]) => `${name} ${shape}`), [
    "encoder.mu.weight 2,784",
    "encoder.mu.bias 2",
    "decoder.net.weight 784,2",
    "decoder.net.bias 784",
    "encoder.log_var 2",
  ]);
  state["encoder.log_var"].values.set([-1, 2]);
  vae.loadStateDict(state);
  const x = tf.tensor2d(new TorchRandom(1).uniform(3 * 784), [3, 784]);
  const { mu, logVar, z, xHat } = vae.forward(x, tf.ones([3, 2]) as Tensor2D);
  assertEquals(logVar.arraySync(), [[-1, 2], [-1, 2], [-1, 2]]);
  const [pixels, codes, means] = [x.arraySync(), z.arraySync(), mu.arraySync()];
  const affine = (input: number[], name: string, row: number) =>
    input.reduce(
      (sum, value, i) => sum + value * state[`${name}.weight`].values[row * input.length + i],
      state[`${name}.bias`].values[row],
    );
  pixels.forEach((image, row) => {
    assertAlmostEquals(means[row][1], affine(image, "encoder.mu", 1), 1e-5);
    assertAlmostEquals(xHat.arraySync()[row][700], affine(codes[row], "decoder.net", 700), 1e-5);
  });
});

it("Vae() refuses Bernoulli pixels from linear layers", () => {
  const options = { architecture: "linear", likelihood: "bernoulli" } as const;
  assertThrows(() => new Vae({ ...options, random: new TorchRandom(0) }), RangeError, "bernoulli");
});
