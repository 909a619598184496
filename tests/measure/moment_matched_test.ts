/** Noise with exact second moments, and what they are for. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { DataSet } from "../../lib/data/data_set.ts";
import { optimalLinearVae } from "../../lib/experiment/blame/optimal_linear_vae.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { antitheticNoise } from "../../lib/measure/antithetic_noise.ts";
import { encodeImages } from "../../lib/measure/encode_images.ts";
import { momentMatched } from "../../lib/measure/moment_matched.ts";
import { posteriorLoss } from "../../lib/measure/posterior_loss.ts";
import { linearVae } from "../../lib/theory/linear_vae.ts";
import { pixelEigenvalues } from "../../lib/theory/pixel_eigenvalues.ts";

it("momentMatched() gives each unit squares of mean 1, and keeps antithetic pairs", () => {
  const shape = { images: 5, draws: 4, latentSize: 3 };
  const noise = momentMatched(antitheticNoise(new TorchRandom(3), shape), 3);
  for (let unit = 0; unit < 3; unit++) {
    const own = [...noise].filter((_, at) => at % 3 === unit);
    const mean = own.reduce((sum, value) => sum + value * value, 0) / own.length;
    assert(Math.abs(mean - 1) < 1e-6, `unit ${unit}: ${mean}`);
    assertEquals(own.slice(2, 4), own.slice(0, 2).map((value) => -value));
  }
  assertThrows(() => momentMatched(noise, 7), RangeError, "a multiple of 7 values");
});

it("with momentMatched() noise two codes an image tell the loss of a linear VAE to rounding", async () => {
  await useBackend("cpu");
  const pixels = Uint8Array.from(new TorchRandom(8).uniform(24 * 9, 0, 256));
  const data = new DataSet("made up", undefined, pixels, { height: 3, width: 3 });
  const eigenvalues = pixelEigenvalues(data);
  for (const ratio of [0.3, 0.9]) {
    const klWeight = 2 * eigenvalues[0] * ratio;
    const vae = optimalLinearVae(data, { klWeight, latentSize: 1 });
    const drawn = antitheticNoise(new TorchRandom(3), { images: 24, draws: 2, latentSize: 1 });
    const encoded = await encodeImages(vae, data);
    const lossAt = async (noise: Float32Array) => {
      const { loss } = await posteriorLoss(vae, data, encoded, { klWeight, noise });
      return loss.reduce((sum, value) => sum + value, 0) / 24;
    };
    const { loss } = linearVae(eigenvalues, { beta: klWeight, latentSize: 1 });
    const [matched, plain] = [await lossAt(momentMatched(drawn, 1)), await lossAt(drawn)];
    vae.dispose();
    assert(Math.abs(matched - loss) < 1e-5, `${matched}, ${loss}`);
    assert(Math.abs(plain - loss) > 1e-4, "the noise as it is drawn is not enough for that");
  }
});
