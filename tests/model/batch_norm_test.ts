/** Batch norm on mu: PyTorch's numbers, the floor of the KL divergence, and the running statistics. */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { fc } from "../../lib/deps/fast_check.ts";
import { type Tensor, type Tensor2D, tf } from "../../lib/deps/tfjs.ts";
import { klDiagonal } from "../../lib/math/kl_diagonal.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import {
  BATCH_NORM,
  batchNorm,
  batchNormBuffers,
  batchNormParameters,
} from "../../lib/model/batch_norm.ts";
import { Tape } from "../../lib/model/tape.ts";
import { Vae } from "../../lib/model/vae.ts";
import { itNeedsPython, runPython } from "../python.ts";

await useBackend("cpu");
const itNeedsTorch = await itNeedsPython("torch");

/** The layer's tensors, with this bias. */
function layer(gamma: number, bias: readonly number[]) {
  const parameters = batchNormParameters(bias.length);
  parameters[`${BATCH_NORM}.bias`].assign(tf.tensor1d([...bias]));
  return { ...parameters, ...batchNormBuffers(bias.length, gamma) };
}

const spread = fc.double({ min: -50, max: 50, noNaN: true });
const logVars = fc.double({ min: -20, max: 20, noNaN: true });

it("a batch's mean KL is at least the sum of gamma^2 + bias^2 over the units, halved", () => {
  const rows = fc.array(fc.tuple(spread, spread, logVars, logVars), {
    minLength: 2,
    maxLength: 40,
  });
  fc.assert(
    fc.property(
      rows,
      spread,
      fc.double({ min: 0.05, max: 3, noNaN: true }),
      (rows, bias, gamma) => {
        tf.tidy(() => {
          const mu = tf.tensor2d(rows.map(([a, b]) => [a, b]));
          const normed = batchNorm(mu, layer(gamma, [bias / 10, 0]), new Tape([mu])).mu.arraySync();
          const kl = normed.reduce(
            (sum, means, i) => sum + klDiagonal(means, [rows[i][2], rows[i][3]]) / rows.length,
            0,
          );
          // Epsilon takes its share from a unit whose means hardly differ: variance / (variance + 1e-5) is left.
          const varianceOf = (unit: 0 | 1) => {
            const mean = rows.reduce((sum, row) => sum + row[unit], 0) / rows.length;
            return rows.reduce((sum, row) => sum + (row[unit] - mean) ** 2, 0) / rows.length;
          };
          const left = ([0, 1] as const).map((unit) =>
            varianceOf(unit) / (varianceOf(unit) + 1e-5)
          );
          const floor = (gamma ** 2 * (left[0] + left[1]) + (bias / 10) ** 2) / 2;
          assert(kl >= floor * (1 - 1e-4) - 1e-4, `${kl}, wanted ${floor} at least`);
        });
      },
    ),
    { seed: 4 },
  );
});

it("over a batch each unit's means have the mean bias and the standard deviation gamma", () => {
  tf.tidy(() => {
    const mu = tf.tensor2d(new TorchRandom(1).normal(300), [100, 3]);
    const { mu: normed } = batchNorm(mu, layer(0.7, [0, 1, -2]), new Tape([mu]));
    const { mean, variance } = tf.moments(normed, 0);
    [0, 1, -2].forEach((wanted, i) => assertAlmostEquals(mean.dataSync()[i], wanted, 1e-5));
    for (const found of variance.dataSync()) assertAlmostEquals(Math.sqrt(found), 0.7, 1e-4);
  });
});

it("the running statistics are those of all batches, the last ones most, and are used without a tape", () => {
  const [gamma, bias] = [0.9, 0.25];
  const parameters = layer(gamma, [bias]);
  const random = new TorchRandom(2);
  let [mean, variance] = [0, 1];
  for (let step = 0; step < 60; step++) {
    const values = random.normal(50).map((value) => 3 + 2 * value);
    const batchMean = values.reduce((sum, value) => sum + value, 0) / 50;
    const squares = values.reduce((sum, value) => sum + (value - batchMean) ** 2, 0);
    [mean, variance] = [0.9 * mean + 0.1 * batchMean, 0.9 * variance + 0.1 * squares / 49];
    const mu = tf.tensor2d(values, [50, 1]);
    const { buffers } = batchNorm(mu, parameters, new Tape([mu]));
    for (const [name, tensor] of Object.entries(buffers!)) parameters[name].assign(tensor);
  }
  const { mu, buffers } = batchNorm(tf.tensor2d([[3]]), parameters);
  assertEquals(buffers, undefined);
  assertAlmostEquals(
    mu.dataSync()[0],
    gamma * (3 - mean) / Math.sqrt(variance + 1e-5) + bias,
    1e-5,
  );
  assertAlmostEquals(mean, 3, 0.3);
  // A batch of one has no spread of its own: in training, too, it is taken by the running statistics.
  const one = tf.tensor2d([[3]]);
  const alone = batchNorm(one, parameters, new Tape([one]));
  assertEquals([...alone.mu.dataSync()], [...mu.dataSync()]);
  assertEquals(alone.buffers, undefined);
});

itNeedsTorch(
  "values, gradients and running statistics are PyTorch's nn.BatchNorm1d's",
  async (python) => {
    const random = new TorchRandom(5);
    const [rows, units] = [7, 3];
    const [mu, dy] = [random.normal(rows * units), random.normal(rows * units)];
    const bias = random.normal(units);
    const program = `
import json, sys, torch
mu, dy, bias, rows, gamma = json.loads(sys.argv[1])
norm = torch.nn.BatchNorm1d(len(bias))
with torch.no_grad():
    norm.weight.fill_(gamma)
    norm.bias.copy_(torch.tensor(bias))
norm.weight.requires_grad_(False)
x = torch.tensor(mu).reshape(rows, -1).requires_grad_()
y = norm(x)
y.backward(torch.tensor(dy).reshape(rows, -1))
norm.eval()
state = norm.state_dict()
print(json.dumps([t.detach().flatten().tolist() for t in
    [y, x.grad, norm.bias.grad, state["running_mean"], state["running_var"], norm(x)]]))
# A plain dict, as a safetensors file gives it, has no counter of batches: PyTorch takes it all the same.
print(norm.load_state_dict({k: v for k, v in state.items() if k != "num_batches_tracked"}))`;
    const given = JSON.stringify([[...mu], [...dy], [...bias], rows, 0.6]);
    const [line, loaded] = (await runPython(python, ["-c", program, given])).trim().split("\n");
    assertEquals(loaded, "<All keys matched successfully>");
    const theirs: number[][] = JSON.parse(line);
    tf.tidy(() => {
      const x = tf.tensor2d(mu, [rows, units]);
      const parameters = layer(0.6, [...bias]);
      const tape = new Tape([x, parameters[`${BATCH_NORM}.bias`]]);
      const { mu: y, buffers } = batchNorm(x, parameters, tape);
      tape.add(y, tf.tensor2d(dy, [rows, units]));
      tape.backward();
      const moved = { ...parameters, ...buffers } as Record<string, Tensor>;
      const ours = [
        y,
        tape.gradient(x),
        tape.gradient(parameters[`${BATCH_NORM}.bias`]),
        moved[`${BATCH_NORM}.running_mean`],
        moved[`${BATCH_NORM}.running_var`],
        batchNorm(x, moved).mu,
      ];
      ours.forEach((tensor, i) =>
        tensor.dataSync().forEach((value, j) => assertAlmostEquals(value, theirs[i][j], 2e-6))
      );
    });
  },
);

it("Vae goes by the batch in training alone, and changes its buffers only when told to", () => {
  const vae = new Vae({ latentSize: 2, random: new TorchRandom(1), family: "batch-norm" });
  const x = tf.tensor2d(new TorchRandom(2).uniform(5 * 784), [5, 784]);
  const eps = tf.zeros([5, 2]) as Tensor2D;
  const before = vae.stateDict();
  const looked = vae.forward(x, eps);
  assertEquals(looked.buffers, undefined);
  const trained = vae.forward(x, eps, new Tape(Object.values(vae.parameters())));
  assertEquals(vae.stateDict(), before);
  const { mean } = tf.moments(trained.mu, 0);
  for (const value of mean.dataSync()) assertAlmostEquals(value, 0, 1e-5);
  vae.updateBuffers(trained.buffers!);
  const after = vae.stateDict();
  const changed = Object.keys(after).filter((name) =>
    after[name].values.some((value, i) => value !== before[name].values[i])
  );
  assertEquals(changed, ["encoder.mu_norm.running_mean", "encoder.mu_norm.running_var"]);
  assertEquals(Object.keys(vae.parameters()).includes("encoder.mu_norm.weight"), false);
  vae.dispose();
});
