/**
 * Three Adam steps of each of the lab's losses against PyTorch: loss parts, every gradient by name, and
 * every parameter after the step (fixtures/reference/torch-first-steps.json).
 */
import { assertAlmostEquals, assertEquals } from "@std/assert";
import reference from "../../fixtures/reference/torch-first-steps.json" with { type: "json" };
import { shuffledBatches } from "../../lib/data/batches.ts";
import { loadMnist } from "../../lib/data/mnist.ts";
import { tf } from "../../lib/deps/tfjs.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { loss } from "../../lib/model/loss.ts";
import { Vae } from "../../lib/model/vae.ts";
import { adamState, adamStep, disposeAdam } from "../../lib/train/adam.ts";
import { lossAndGradients } from "../../lib/train/train_step.ts";
import { l2Norm } from "../l2_norm.ts";
import { onEachBackend } from "../each_backend.ts";

/** What the fixture keeps of an array: its norm and its first values. */
interface Fingerprint {
  readonly l2: number;
  readonly first_4: readonly number[];
}

function assertFingerprint(name: string, values: ArrayLike<number>, { l2, first_4 }: Fingerprint) {
  const tolerance = 1e-4 * l2;
  const norm = l2Norm(values);
  assertAlmostEquals(norm, l2, tolerance, `${name}: norm ${norm}, PyTorch has ${l2}`);
  first_4.forEach((expected, i) =>
    assertAlmostEquals(values[i], expected, tolerance, `${name}[${i}]`)
  );
}

for (const { name, seed, kl_weight, steps } of reference.cases) {
  onEachBackend(`three steps of the ${name} loss are PyTorch's, gradient by gradient`, async () => {
    const random = new TorchRandom(seed);
    const vae = new Vae({ random });
    const data = await loadMnist();
    const batches = shuffledBatches(data.count, 128, random);
    const adam = adamState(vae.parameters());
    for (const [i, step] of steps.entries()) {
      const indices = batches[i];
      assertEquals([...indices.slice(0, 8)], step.rows_first_8);
      const noise = random.normal(128 * 8);
      step.eps_first_4.forEach((expected, j) => assertAlmostEquals(noise[j], expected, 2e-6));

      const result = await lossAndGradients(
        vae,
        tf.tensor2d(data.rows(indices), [128, 784]),
        tf.tensor2d(noise, [128, 8]),
        (output) => loss(output, { klWeight: kl_weight, batchSize: 128 }),
      );
      assertAlmostEquals(result.loss, step.loss, 1e-4 * step.loss);
      assertAlmostEquals(result.reconstruction, step.rec, 1e-4 * step.rec);
      assertAlmostEquals(result.kl, step.kl, 1e-4 * step.kl);
      assertEquals(Object.keys(result.gradients), Object.keys(step.grads));
      for (const [parameter, expected] of Object.entries(step.grads)) {
        const gradient = await result.gradients[parameter].data();
        assertFingerprint(`gradient of ${parameter}`, gradient, expected);
      }
      await adamStep(vae.parameters(), result.gradients, adam);
      const after = await vae.fetchStateDict();
      for (const [parameter, expected] of Object.entries(step.params_after)) {
        assertFingerprint(parameter, after[parameter].values, expected);
      }
    }
    disposeAdam(adam);
    vae.dispose();
  });
}
