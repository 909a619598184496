import { useBackend } from "../../lib/backend/use_backend.ts";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { tf } from "../../lib/deps/tfjs.ts";
import { klDiagonal } from "../../lib/math/kl_diagonal.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { loss } from "../../lib/model/loss.ts";
import type { ModelOptions } from "../../lib/model/model_options.ts";
import { Vae } from "../../lib/model/vae.ts";

await useBackend("cpu");

const ROWS = 5, UNITS = 3;

function output(options: Partial<ModelOptions> = {}) {
  const random = new TorchRandom(4);
  const vae = new Vae({ latentSize: UNITS, random, ...options });
  const x = tf.tensor2d(random.uniform(ROWS * 784), [ROWS, 784]);
  return vae.forward(x, tf.tensor2d(random.normal(ROWS * UNITS), [ROWS, UNITS]));
}

it("loss() is the squared error over the batch size plus the weighted KL over the rows", () => {
  const { x, xHat, mu, logVar, z } = output();
  const parts = loss({ x, xHat, mu, logVar, z }, { klWeight: 0.3, batchSize: 8 });
  const [pixels, made] = [[...x.dataSync()], xHat.dataSync()];
  const error = pixels.reduce((sum, pixel, i) => sum + (pixel - made[i]) ** 2, 0) / 8;
  const [means, logVars] = [mu.arraySync(), logVar.arraySync()];
  const kl = means.reduce((sum, row, i) => sum + klDiagonal(row, logVars[i]), 0) / ROWS;
  assertAlmostEquals(parts.reconstruction.dataSync()[0], error, 1e-4 * error);
  assertAlmostEquals(parts.kl.dataSync()[0], kl, 1e-6);
  assertAlmostEquals(parts.loss.dataSync()[0], error + 0.3 * kl, 1e-4 * error);
  assertEquals(parts.klWeight, 0.3);
});

it("loss() divides the squared error by the rows unless told otherwise", () => {
  const made = output();
  const reconstruction = (batchSize?: number) =>
    loss(made, { klWeight: 1, batchSize }).reconstruction.dataSync()[0];
  assertEquals(reconstruction(), reconstruction(ROWS));
  assertAlmostEquals(reconstruction(1) / reconstruction(), ROWS, 1e-5);
});

it("loss() tells the KL per latent unit, whose sum is the KL", () => {
  const parts = loss(output(), { klWeight: 1, batchSize: ROWS });
  assertEquals(parts.klPerUnit.shape, [UNITS]);
  const sum = [...parts.klPerUnit.dataSync()].reduce((a, b) => a + b, 0);
  assertAlmostEquals(sum, parts.kl.dataSync()[0], 1e-6);
});

it("loss() takes the cross-entropy where the model's pixels are Bernoulli", () => {
  const made = output({ likelihood: "bernoulli" });
  const { reconstruction } = loss(made, { klWeight: 1, batchSize: ROWS });
  const xHat = made.xHat.dataSync();
  const exact = [...made.x.dataSync()].reduce(
    (sum, x, i) => sum - x * Math.log(xHat[i]) - (1 - x) * Math.log(1 - xHat[i]),
    0,
  ) / ROWS;
  assertAlmostEquals(reconstruction.dataSync()[0], exact, 1e-5 * exact);
});

it("loss() with free bits counts max(lambda, KL) of each unit, and reports the KL as it is", () => {
  const made = output();
  const plain = [...loss(made, { klWeight: 1, batchSize: ROWS }).klPerUnit.dataSync()];
  const lambda = plain.toSorted((a, b) => a - b)[1]; // one unit below, one at it, one above
  const parts = loss(made, { klWeight: 0.5, batchSize: ROWS, freeBits: lambda });
  const counted = plain.reduce((sum, kl) => sum + Math.max(lambda, kl), 0);
  const reconstruction = parts.reconstruction.dataSync()[0];
  assertAlmostEquals(parts.loss.dataSync()[0], reconstruction + 0.5 * counted, 1e-4);
  assertAlmostEquals(parts.kl.dataSync()[0], plain.reduce((a, b) => a + b), 1e-6);
});
