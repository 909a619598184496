/** The model with PyTorch's weights gives PyTorch's numbers (fixtures/reference/anneal-seed-0). */
import { assertAlmostEquals, assertEquals } from "@std/assert";
import reference from "../../fixtures/reference/anneal-seed-0.json" with { type: "json" };
import { useBackend } from "../../lib/backend/use_backend.ts";
import { loadMnist } from "../../lib/data/mnist.ts";
import { tf } from "../../lib/deps/tfjs.ts";
import { lerp } from "../../lib/math/lerp.ts";
import { modelFromBytes } from "../../lib/run/model_file.ts";
import { latentMetrics } from "../../lib/measure/latent_metrics.ts";
import { reconstructImages } from "../../lib/measure/reconstruct_images.ts";
import { itNeeds } from "../needs.ts";

const file = new URL("../../fixtures/reference/anneal-seed-0.safetensors", import.meta.url);

async function load() {
  await useBackend("wasm");
  return modelFromBytes(await Deno.readFile(file), "anneal-seed-0.safetensors");
}

function assertClose(actual: ArrayLike<number>, expected: ArrayLike<number>, relative = 1e-4) {
  assertEquals(actual.length, expected.length);
  const scale = Math.max(...Array.from(expected, Math.abs));
  for (let i = 0; i < expected.length; i++) {
    assertAlmostEquals(actual[i], expected[i], relative * scale);
  }
}

itNeeds(
  ["read"],
  "PyTorch's weights encode the first images to PyTorch's mu and log_var",
  async () => {
    const vae = await load();
    const data = await loadMnist({ count: 100 });
    const x = tf.tensor2d(data.rows([0, 1, 2, 3]), [4, 784]);
    const { mu, logVar } = vae.posterior(x);
    assertClose(mu.dataSync(), reference.mu_first_4.flat());
    assertClose(logVar.dataSync(), reference.log_var_first_4.flat());
  },
);

itNeeds(["read"], "PyTorch's weights reconstruct with PyTorch's errors", async () => {
  const vae = await load();
  const data = await loadMnist({ count: 100 });
  const { originals, reconstructions } = await reconstructImages(vae, data);
  const errors = Array.from({ length: 100 }, (_, image) => {
    let sum = 0;
    for (let i = 784 * image; i < 784 * (image + 1); i++) {
      sum += (originals[i] - reconstructions[i]) ** 2;
    }
    return sum;
  });
  assertClose(errors.slice(0, 8), reference.squared_error_per_image_first_8);
  const mean = errors.reduce((a, b) => a + b, 0) / 100;
  assertClose([mean], [reference.squared_error_mean_100]);
});

itNeeds(
  ["read"],
  "PyTorch's weights decode zero, and the line between two codes, alike",
  async () => {
    const vae = await load();
    const zero = [...vae.reconstruct(tf.zeros([1, 8])).dataSync()];
    assertClose([zero.reduce((a, b) => a + b, 0)], [reference.decode_zero_sum]);
    assertClose(zero.slice(14 * 28, 15 * 28), reference.decode_zero_center_row);

    const data = await loadMnist({ count: 2 });
    const mu = vae.encode(tf.tensor2d(data.rows([0, 1]), [2, 784])).dataSync();
    const codes = tf.tensor2d(lerp(mu.slice(0, 8), mu.slice(8), 20), [20, 8]);
    const sums = tf.sum(vae.reconstruct(codes), 1).dataSync();
    assertClose(sums, reference.interpolate_0_1_row_sums);
  },
);

itNeeds(["read"], "latentMetrics() measures PyTorch's KL per unit and variance of mu", async () => {
  const vae = await load();
  const metrics = await latentMetrics(vae, await loadMnist());
  assertClose(metrics.klPerUnit, reference.kl_per_unit_train);
  assertClose(metrics.varianceOfMu, reference.var_mu_train);
  assertEquals(metrics.activeUnits, reference.var_mu_train.filter((v) => v > 0.01).length);
});
