/** Each objective against its formula, and its gradients against those of another way to write it. */
import { useBackend } from "../../lib/backend/use_backend.ts";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { type Scalar, type Tensor, tf } from "../../lib/deps/tfjs.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { loss } from "../../lib/model/loss.ts";
import { mmdFromPrior } from "../../lib/model/mmd.ts";
import { Vae, type VaeOutput } from "../../lib/model/vae.ts";
import { annealedObjective, type Objective } from "../../lib/train/objective.ts";
import { schedule } from "../../lib/train/schedule.ts";
import { scheduledObjective } from "../../lib/train/scheduled_objective.ts";
import { lossAndGradients } from "../../lib/train/train_step.ts";

await useBackend("cpu");

const ROWS = 3, UNITS = 4;
const random = new TorchRandom(2);
const vae = new Vae({ latentSize: UNITS, head: "linear", random });
const x = tf.tensor2d(random.uniform(ROWS * 784), [ROWS, 784]);
const eps = tf.tensor2d(random.normal(ROWS * UNITS), [ROWS, UNITS]);
const position = { epoch: 1, batch: 0, batches: 10, batchSize: ROWS };
const constant = schedule({ schedule: "constant" });

async function gradientsOf(objective: (output: VaeOutput) => ReturnType<Objective>) {
  const { gradients, ...parts } = await lossAndGradients(vae, x, eps, objective);
  const named = Object.entries(gradients).map(([name, tensor]) => [name, tensor.dataSync()]);
  return { parts, gradients: Object.fromEntries(named) as Record<string, Float32Array> };
}

function assertSameGradients(a: Record<string, Float32Array>, b: Record<string, Float32Array>) {
  for (const [name, values] of Object.entries(a)) {
    const scale = values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    values.forEach((v, i) =>
      assertAlmostEquals(b[name][i], v, 1e-4 * scale + 1e-7, `${name}[${i}]`)
    );
  }
}

it("the sigma decoder's weight is twice the batch's squared error per pixel", async () => {
  const objective = scheduledObjective({ schedule: constant, beta: 3, decoder: "sigma" });
  const { parts } = await gradientsOf((output) => objective(output, position));
  const variance = parts.reconstruction / 784;
  assertAlmostEquals(parts.klWeight, 3 * 2 * variance, 1e-5);
  assertAlmostEquals(parts.loss, parts.reconstruction + parts.klWeight * parts.kl, 1e-4);
});

it("the sigma decoder's gradient is 2 variance times that of 784/2 log(error) + KL", async () => {
  const objective = scheduledObjective({ schedule: constant, decoder: "sigma" });
  const ours = await gradientsOf((output) => objective(output, position));
  const paper = await gradientsOf((output) => {
    const parts = loss(output, { klWeight: 1, batchSize: ROWS });
    const likelihood = tf.mul(tf.log(tf.div(parts.reconstruction, 784)), 784 / 2);
    return { ...parts, loss: tf.add(likelihood, parts.kl) as Scalar };
  });
  const scale = 2 * ours.parts.reconstruction / 784;
  const scaled = Object.entries(paper.gradients).map((
    [name, g],
  ) => [name, g.map((v) => v * scale)]);
  assertSameGradients(Object.fromEntries(scaled), ours.gradients);
});

it("free bits leave a unit below lambda without a pull, and the others with all of it", async () => {
  const { klPerUnit } = tf.tidy(() => {
    const parts = loss(vae.forward(x, eps), { klWeight: 1, batchSize: ROWS });
    return { klPerUnit: [...parts.klPerUnit.dataSync()] };
  });
  const lambda = klPerUnit.toSorted((a, b) => a - b).slice(1, 3).reduce((a, b) => a + b) / 2;
  const objective = scheduledObjective({ schedule: constant, freeBits: lambda });
  const ours = await gradientsOf((output) => objective(output, position));
  const masked = await gradientsOf((output) => {
    const parts = loss(output, { klWeight: 1, batchSize: ROWS });
    const above: Tensor = tf.tensor1d(klPerUnit.map((kl) => kl > lambda ? 1 : 0));
    const counted = tf.sum(tf.mul(parts.klPerUnit, above));
    return { ...parts, loss: tf.add(parts.reconstruction, counted) as Scalar };
  });
  assertSameGradients(masked.gradients, ours.gradients);
});

it("InfoVAE with alpha 0 and lambda 1 is the lab's loss; else its divergence has the weight of the KL term", async () => {
  const weights = { alpha: 0.25, lambda: 30 };
  const gradients = (infoVae?: typeof weights) => {
    const objective = scheduledObjective({ schedule: constant, beta: 0.5, infoVae });
    return gradientsOf((output) => objective(output, position));
  };
  const [lab, same, other] = [
    await gradients(),
    await gradients({ alpha: 0, lambda: 1 }),
    await gradients(weights),
  ];
  assertSameGradients(lab.gradients, same.gradients);
  assertAlmostEquals(same.parts.loss, lab.parts.loss, 1e-5 * lab.parts.loss);
  assertEquals([other.parts.kl, other.parts.klWeight], [lab.parts.kl, 0.5]);
  const mmd = tf.tidy(() => mmdFromPrior(vae.forward(x, eps).z).dataSync()[0]);
  const divergence = 0.75 * lab.parts.kl + 29.25 * mmd;
  assertAlmostEquals(other.parts.loss, lab.parts.reconstruction + 0.5 * divergence, 1e-4);
});

it("schedule() linear is the lab's annealing, weight by weight", () => {
  const shape = { warmUp: 1, annealing: 4 };
  const [ours, lab] = [
    scheduledObjective({ schedule: schedule({ schedule: "linear", ...shape }), beta: 2 }),
    annealedObjective(shape, 2),
  ];
  for (let epoch = 1; epoch <= 7; epoch++) {
    const weight = (objective: Objective) =>
      tf.tidy(() => objective(vae.forward(x, eps), { ...position, epoch }).klWeight);
    assertEquals(weight(ours), weight(lab));
  }
});

it("schedule() places cycles and sigmoid on the whole run, batch by batch", () => {
  const cyclical = schedule({ schedule: "cyclical", epochs: 4, cycles: 2, rise: 0.5 });
  const once = schedule({ schedule: "cyclical", epochs: 4, cycles: 1, rise: 1 });
  const sigmoid = schedule({ schedule: "sigmoid", midpoint: 1.5, steepness: 3 });
  const at = (epoch: number, batch: number) => ({ ...position, epoch, batch });
  // 4 epochs of 10 batches: a cycle is two epochs, and rises through the first of them.
  assertEquals([1, 2, 3].map((epoch) => cyclical(at(epoch, 5))), [0.5, 1, 0.5]);
  assertEquals([1, 2, 4].map((epoch) => once(at(epoch, 0))), [0, 0.25, 0.75]);
  assertEquals(sigmoid(at(2, 5)), 0.5);
  assertAlmostEquals(sigmoid(at(1, 0)), 1 / (1 + Math.exp(4.5)), 1e-12);
});

it("a beta between 0 and 1 multiplies the weight, and 0 leaves the KL term out", () => {
  for (const beta of [0, 0.5]) {
    for (
      const objective of [
        scheduledObjective({ schedule: constant, beta }),
        annealedObjective({ warmUp: 0, annealing: 0 }, beta),
      ]
    ) {
      const [total, rest] = tf.tidy(() => {
        const { loss, reconstruction, kl } = objective(vae.forward(x, eps), position);
        return [loss, tf.add(reconstruction, tf.mul(kl, beta))].map((part) => part.dataSync()[0]);
      });
      assertAlmostEquals(total, rest, 1e-4);
    }
  }
});
