/** Training through a transition in stages, on a few made-up images. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { useBackend } from "../../../lib/backend/use_backend.ts";
import { DataSet } from "../../../lib/data/data_set.ts";
import {
  type ContinuedStage,
  continuedTraining,
} from "../../../lib/experiment/transition/continued_training.ts";
import { TorchRandom } from "../../../lib/math/torch_random.ts";
import { measureUnits } from "../../../lib/measure/measure_units.ts";
import { Vae } from "../../../lib/model/vae.ts";
import { constantObjective } from "../../../lib/train/objective.ts";
import { linearVae } from "../../../lib/theory/linear_vae.ts";
import { meanImageError } from "../../../lib/theory/mean_image_error.ts";
import { pixelEigenvalues } from "../../../lib/theory/pixel_eigenvalues.ts";
import { train } from "../../../lib/train/train.ts";

await useBackend("cpu");

const random = new TorchRandom(8);
const pixels = Uint8Array.from(random.uniform(24 * 9, 0, 256));
const data = new DataSet("made up", undefined, pixels, { height: 3, width: 3 });

const settings = {
  ...{ data, eigenvalue: 0.2, model: "linear-vae", latentSize: 2, seed: 4 } as const,
  ratios: [0.5, 1, 1.5],
  before: [0.1],
  phases: [{ epochs: 2, learningRate: 0.01 }, { epochs: 1, learningRate: 0.001 }],
};

async function stages(more: Partial<Parameters<typeof continuedTraining>[0]> = {}) {
  const found: ContinuedStage[] = [];
  for await (const stage of continuedTraining({ ...settings, ...more })) found.push(stage);
  return found;
}

it("continuedTraining() goes up through all ratios and back, phase by phase", async () => {
  const found = await stages();
  assertEquals(
    found.map(({ way, ratio }) => [way, ratio]),
    [["up", 0.5], ["up", 1], ["up", 1.5], ["down", 1], ["down", 0.5]],
  );
  for (const { kl, klPerUnit } of found) {
    assertEquals(kl.length, 3);
    assert(Math.abs(klPerUnit[0] + klPerUnit[1] - kl[2]) < 1e-12);
  }
});

it("continuedTraining(): each stage goes on from the model before it", async () => {
  const [first, second] = await stages({ before: [] });
  const random = new TorchRandom(4);
  const vae = new Vae({
    ...{ architecture: "linear", head: "linear", latentSize: 2, random },
    image: { height: 3, width: 3 },
  });
  const byHand: number[][] = [];
  for (const ratio of [0.5, 1]) {
    for (const phase of settings.phases) {
      const objective = constantObjective(2 * 0.2 * ratio, "rows");
      for await (
        const event of train(vae, data, { ...phase, random, objective, measure: measureUnits })
      ) {
        if (event.kind === "epoch") byHand.push([...event.klPerUnit]);
      }
    }
  }
  assertEquals([...first.klPerUnit], byHand[2]);
  assertEquals([...second.klPerUnit], byHand[5]);
  vae.dispose();
});

it("continuedTraining(): the gain of a linear VAE is that of theory's optimum, and never below it", async () => {
  const eigenvalues = pixelEigenvalues(data);
  const phases = [{ epochs: 2500, learningRate: 0.01 }, { epochs: 300, learningRate: 0.001 }];
  const ratios = [0.3, 1.5];
  const found = await stages({ eigenvalue: eigenvalues[0], ratios, before: [], phases });
  for (const { way, ratio, gain } of found) {
    const beta = 2 * eigenvalues[0] * ratio;
    const optimum = linearVae(eigenvalues, { beta, latentSize: 2 }).loss - meanImageError(data);
    const noise = 0.002; // of 16 codes of each of 24 images, and of Adam's last steps
    assert(gain > optimum - noise, `${way} at ${ratio}: ${gain} is below the optimum's ${optimum}`);
    assert(gain < optimum + noise, `${way} at ${ratio}: ${gain}, and ${optimum} can be reached`);
  }
});

it("continuedTraining() refuses a weight of 0, and no phases; a signal ends it", async () => {
  await assertRejects(() => stages({ ratios: [0] }), RangeError, "a ratio must be");
  await assertRejects(() => stages({ phases: [] }), RangeError, "phases must hold one or more");
  const reason = new Error("enough");
  await assertRejects(() => stages({ signal: AbortSignal.abort(reason) }), Error, "enough");
});
