/** Blame where the answer is known: a dead unit of the decoder, an encoder that does not speak, a healthy model. */
import { useBackend } from "../../../lib/backend/use_backend.ts";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { DataSet } from "../../../lib/data/data_set.ts";
import {
  judgeModels,
  knownLoss,
  linearKnownLoss,
} from "../../../lib/experiment/blame/judge_models.ts";
import { encoderLosses, measureBlame } from "../../../lib/experiment/blame/measure_blame.ts";
import { optimalLinearVae } from "../../../lib/experiment/blame/optimal_linear_vae.ts";
import { loadMnist } from "../../../lib/data/mnist.ts";
import { unitVerdict } from "../../../lib/experiment/blame/verdicts.ts";
import { modelFromBytes } from "../../../lib/run/model_file.ts";
import { itNeeds } from "../../needs.ts";
import { type EncodedImages, encodeImages } from "../../../lib/measure/encode_images.ts";
import type { StateDict } from "../../../lib/math/state_dict.ts";
import { TorchRandom } from "../../../lib/math/torch_random.ts";
import type { Vae } from "../../../lib/model/vae.ts";
import { linearVae } from "../../../lib/theory/linear_vae.ts";
import { meanImageError } from "../../../lib/theory/mean_image_error.ts";
import { pixelEigenvalues } from "../../../lib/theory/pixel_eigenvalues.ts";

await useBackend("wasm");

/** Images of two bright or dark halves, above and below each other, and a little noise: three directions. */
function images(count: number, seed: number): DataSet {
  const random = new TorchRandom(seed);
  const pixels = new Uint8Array(count * 64);
  for (let n = 0; n < count; n++) {
    const [a, b, c] = random.normal(3);
    const noise = random.normal(64);
    for (let p = 0; p < 64; p++) {
      const [row, column] = [p >> 3, p & 7];
      const shade = (row < 4 ? a : -a) * 0.12 + (column < 4 ? b : -b) * 0.09 +
        ((row + column) % 2 ? c : -c) * 0.07;
      pixels[n * 64 + p] = Math.round(
        255 * Math.min(1, Math.max(0, 0.5 + shade + 0.02 * noise[p])),
      );
    }
  }
  return new DataSet("made up", undefined, pixels, { height: 8, width: 8 });
}

const [training, test] = [images(400, 1), images(400, 2)];
const KL_WEIGHT = 0.2;
const settings = { training, test, images: 40, klWeight: KL_WEIGHT, seed: 0 };

/** The best linear VAE of three units, all in use: encoder and decoder fit each other exactly. */
const healthy = () => optimalLinearVae(training, { klWeight: KL_WEIGHT, latentSize: 3 });

/** A healthy model with other parameters. */
function changed(change: (tensors: Record<string, Float32Array>) => void): Vae {
  const vae = healthy();
  const tensors: StateDict = vae.stateDict();
  change(Object.fromEntries(Object.entries(tensors).map(([name, { values }]) => [name, values])));
  vae.loadStateDict(tensors);
  return vae;
}

/** What is said of a model, the healthy one being known. */
async function judged(vae: Vae) {
  const best = healthy();
  const reference = knownLoss({
    ...{ name: "healthy", measured: await measureBlame({ ...settings, vae: best }) },
  });
  const measured = await measureBlame({ ...settings, vae });
  const options = { known: [reference], meanImageError: meanImageError(training) };
  const { judged: [model] } = judgeModels([{ name: "it", measured }], options);
  for (const each of [vae, best]) each.dispose();
  return model;
}

/** I(x; z) of one unit by quadrature. */
function informationOfUnit({ count, latentSize, mu, logVar }: EncodedImages, unit: number): number {
  const density = (image: number, z: number) => {
    const [mean, variance] = [mu, logVar].map((values) => values[image * latentSize + unit]);
    const v = Math.exp(variance);
    return Math.exp(-((z - mean) ** 2) / 2 / v) / Math.sqrt(2 * Math.PI * v);
  };
  let sum = 0;
  for (let i = -1600; i <= 1600; i++) {
    const densities = Array.from({ length: count }, (_, image) => density(image, i / 200));
    const mixture = densities.reduce((a, b) => a + b) / count;
    for (const q of densities) if (q > 0) sum += q * Math.log(q / mixture) / count / 200;
  }
  return sum;
}

it("a healthy model: neither is to blame, for any unit", async () => {
  const { verdict, units, shares, measured } = await judged(healthy());
  assertEquals(verdict, "neither");
  for (const unit of units) {
    assertEquals(unit, { sleeping: false, flat: false, culprit: "neither" });
  }
  for (const images of ["training", "test"] as const) {
    assertAlmostEquals(shares[images].encoder.mean, 0, 0.01, "exact posteriors cannot be refined");
    assertAlmostEquals(shares[images].decoder.mean, 0, 1e-9);
  }
  assert(measured.training.converged);
});

it("a unit that the decoder does not use: flat, and the decoder is to blame", async () => {
  // The encoder goes on speaking of it in one model, and has given it up in the other.
  for (const gaveUp of [true, false]) {
    const { verdict, units, measured, shares } = await judged(changed((tensors) => {
      const decoder = tensors["decoder.net.weight"];
      for (let p = 0; p < 64; p++) decoder[p * 3 + 1] = 0;
      if (!gaveUp) return;
      tensors["encoder.mu.weight"].fill(0, 64, 128);
      tensors["encoder.mu.bias"][1] = 0;
      tensors["encoder.log_var"][1] = 0;
    }));
    const { outputVariance, errorDeviation, capacity, refinedKl, aloneKl } = measured.units[1];
    assertEquals([outputVariance, errorDeviation, capacity], [0, 0, 0]);
    assert(units[1].flat);
    assert(refinedKl < 0.01 && aloneKl < 0.01, "no posterior can make the decoder listen");
    assert(shares.training.decoder.mean > 0.05, "what the unit was worth is missing");
    if (gaveUp) {
      assertEquals(units.map(({ culprit }) => culprit), ["neither", "decoder", "neither"]);
      assert(units[1].sleeping);
      assertEquals(verdict, "decoder");
      assertAlmostEquals(shares.training.encoder.mean, 0, 0.01);
    } else {
      // Its nats are wasted, and the encoder's share is their price.
      assertEquals(units.map(({ culprit }) => culprit), ["neither", "decoder", "neither"]);
      assert(!units[1].sleeping);
      const { klPerUnit } = measured.training.encoder;
      assertAlmostEquals(shares.training.encoder.mean, KL_WEIGHT * klPerUnit[1], 0.02);
      assertEquals(verdict, "both");
    }
  }
});

it("an encoder that stays at the prior in one unit: refining wakes it, the encoder is to blame", async () => {
  const { verdict, units, measured, shares } = await judged(changed((tensors) => {
    tensors["encoder.mu.weight"].fill(0, 0, 64);
    tensors["encoder.mu.bias"][0] = 0;
    tensors["encoder.log_var"][0] = 0;
  }));
  assertEquals(units[0], { sleeping: true, flat: false, culprit: "encoder" });
  assertEquals(units.map(({ culprit }) => culprit), ["encoder", "neither", "neither"]);
  const { kl, aloneKl, refinedKl, aloneInformation, p, gain } = measured.units[0];
  assertEquals(kl, 0);
  assert(aloneKl > 0.5 && refinedKl > 0.5 && aloneInformation > 0.1 && p < 1e-4 && gain > 0.3);
  // What it then tells is what it tells in the healthy model, whose posteriors are exact.
  const best = healthy();
  const wanted = informationOfUnit(await encodeImages(best, training.first(40)), 0);
  best.dispose();
  const { aloneInformationError } = measured.units[0];
  assert(aloneInformationError > 0 && aloneInformationError < 0.03, `${aloneInformationError}`);
  assertAlmostEquals(aloneInformation, wanted, 4 * aloneInformationError);
  assertEquals(verdict, "encoder");
  assert(shares.test.encoder.mean > 0.3, "on images that were not trained on, too");
  assertAlmostEquals(shares.training.decoder.mean, 0, 0.01);
});

it("an encoder that was not trained beside a good decoder: the encoder is to blame for all", async () => {
  const random = new TorchRandom(9);
  const { verdict, units, shares } = await judged(changed((tensors) => {
    tensors["encoder.mu.weight"].set(random.uniform(3 * 64, -0.001, 0.001));
    tensors["encoder.mu.bias"].set(random.uniform(3, -0.01, 0.01));
    tensors["encoder.log_var"].fill(0);
  }));
  assertEquals(verdict, "encoder");
  for (const { sleeping, culprit } of units) assertEquals([sleeping, culprit], [true, "encoder"]);
  assert(shares.training.encoder.mean > 1);
  assertAlmostEquals(shares.training.decoder.mean, 0, 0.02);
});

it("the amortisation gap of a wrong linear encoder is the KL divergence of its posteriors", async () => {
  // Jensen's gap: loss less optimum is beta KL(q || exact posterior), here by a shift of mu.
  const shift = 0.5;
  const vae = changed((tensors) => {
    for (let i = 0; i < 3; i++) tensors["encoder.mu.bias"][i] += shift;
  });
  const variances = vae.stateDict()["encoder.log_var"].values.map(Math.exp);
  const { training: { encoder, refined } } = await measureBlame({ ...settings, vae });
  const gap = variances.reduce((sum, v) => sum + KL_WEIGHT * shift ** 2 / v / 2, 0);
  const mean = (losses: readonly number[]) => losses.reduce((a, b) => a + b) / losses.length;
  assertAlmostEquals(mean(encoder.loss) - mean(refined.loss), gap, 0.03 * gap);
  vae.dispose();
});

itNeeds(
  ["read"],
  "the lab's network: a unit it does not decode, and one it does not encode",
  async () => {
    const file = new URL("../../../fixtures/anneal-seed-0/model.safetensors", import.meta.url);
    const vae = modelFromBytes(await Deno.readFile(file), "the model that ships");
    const tensors = vae.stateDict();
    const [deaf, silent] = [6, 4]; // both are in use; 2 and 7 have collapsed
    const decoder = tensors["decoder.net.0.weight"].values;
    for (let row = 0; row < 32; row++) decoder[row * 8 + deaf] = 0;
    for (const name of ["encoder.mu.2", "encoder.log_var.2"]) {
      tensors[`${name}.weight`].values.fill(0, silent * 32, (silent + 1) * 32);
      tensors[`${name}.bias`].values[silent] = 0;
    }
    vae.loadStateDict(tensors);
    const measured = await measureBlame({
      ...{ vae, images: 16, klWeight: 1, seed: 0 },
      training: await loadMnist({ count: 1000 }),
      test: await loadMnist({ split: "test", count: 16 }),
    });
    vae.dispose();
    const verdicts = measured.units.map((unit) =>
      unitVerdict(unit, { klWeight: 1, meanImageError: 52.7 })
    );
    assertEquals(verdicts[deaf], { sleeping: false, flat: true, culprit: "decoder" });
    assertEquals(measured.units[deaf].outputVariance, 0);
    assert(measured.units[deaf].kl > 1 && measured.units[deaf].aloneKl < 0.01);
    assertEquals(verdicts[silent], { sleeping: true, flat: false, culprit: "encoder" });
    assert(measured.units[silent].aloneKl > 1);
    for (const collapsed of [2, 7]) {
      assertEquals(verdicts[collapsed], { sleeping: true, flat: true, culprit: "decoder" });
    }
  },
);

it("optimalLinearVae() has the loss of linearVae(), and units that do not pay are at the prior", async () => {
  const eigenvalues = pixelEigenvalues(training);
  for (const klWeight of [0.05, KL_WEIGHT, 1.2]) {
    const vae = optimalLinearVae(training, { klWeight, latentSize: 5 });
    const { loss, kl, klPerUnit } = await encoderLosses({ vae, klWeight, seed: 1 }, training);
    const wanted = linearVae(eigenvalues, { beta: klWeight, latentSize: 5 });
    const mean = loss.reduce((a, b) => a + b) / loss.length;
    assertAlmostEquals(mean, wanted.loss, 0.01 * wanted.loss);
    assertAlmostEquals(kl, wanted.kl, 1e-3);
    for (const [i, nats] of wanted.klPerUnit.entries()) {
      assertAlmostEquals(klPerUnit[i], nats, 1e-3);
    }
    vae.dispose();
  }
});

it("linearKnownLoss() is none for Bernoulli pixels", async () => {
  const options = { ...settings, latentSize: 3 };
  assertEquals(await linearKnownLoss({ ...options, likelihood: "bernoulli" }), undefined);
  const known = await linearKnownLoss({ ...options, likelihood: "gaussian" });
  assertEquals([known?.training.length, known?.test.length], [40, 40]);
});
