/** The whole training stack against an exact answer: a linear VAE ends at its closed-form optimum. */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { pixelEigenvalues } from "../../lib/theory/pixel_eigenvalues.ts";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { linearVae } from "../../lib/theory/linear_vae.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { Vae } from "../../lib/model/vae.ts";
import { evaluate } from "../../lib/measure/evaluate.ts";
import { latentMetrics } from "../../lib/measure/latent_metrics.ts";
import { constantObjective } from "../../lib/train/objective.ts";
import { train } from "../../lib/train/train.ts";
import { lowRankImages } from "./low_rank_images.ts";

const data = lowRankImages(320, [6, 3, 1.5, 0.5]); // as drawn: 5.42, 2.63, 1.29, 0.49
const eigenvalues = pixelEigenvalues(data);

/** Adam's steps are as long as its learning rate, so the last ones must be short to end anywhere. */
const PHASES = [
  { learningRate: 0.02, epochs: 60 },
  { learningRate: 0.005, epochs: 100 },
  { learningRate: 0.0005, epochs: 60 },
];

for (
  const beta of [
    4, // half of it lies between the second eigenvalue and the third: two of three units stay
    12, // half of it lies above all of them: the collapse is the optimum
  ]
) {
  it(`a linear VAE at beta ${beta} ends within 1 % of probabilistic PCA`, async () => {
    await useBackend("wasm");
    const random = new TorchRandom(1);
    const vae = new Vae({ latentSize: 3, architecture: "linear", random });
    const objective = constantObjective(beta);
    for (const phase of PHASES) {
      for await (const _ of train(vae, data, { ...phase, batchSize: 64, random, objective }));
    }
    const optimum = linearVae(eigenvalues, { beta, latentSize: 3 });
    const draws = 20; // of the noise: with one, the loss itself is known to 1 % only
    let loss = 0;
    for (let i = 0; i < draws; i++) {
      loss += (await evaluate(vae, data, { klWeight: beta, random })).loss / draws;
    }
    assertAlmostEquals(loss, optimum.loss, 0.01 * optimum.loss);
    assert(loss > optimum.loss * 0.998, "no linear VAE is better than the optimum");
    const { activeUnits, klPerUnit } = await latentMetrics(vae, data);
    assertEquals(activeUnits, optimum.activeUnits);
    klPerUnit.toSorted((a, b) => b - a).forEach((kl, unit) =>
      assertAlmostEquals(kl, optimum.klPerUnit[unit], 0.05)
    );
    vae.dispose();
  });
}
