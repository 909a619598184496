/** What a prior gains: against the decomposition of the KL term, against quadrature, and never more than q(z). */
import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { expectation } from "../../lib/math/expectation.ts";
import { logDensity } from "../../lib/math/gaussian.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { mutualInformation } from "../../lib/measure/mutual_information.ts";
import { mixtureLogDensity } from "../../lib/prior/gaussian_mixture.ts";
import {
  type JudgedCodes,
  judgedCodes,
  type PriorGain,
  priorGain,
} from "../../lib/prior/prior_gain.ts";
import "../fixed_seed.ts";
import { anyMixture } from "./mixtures.ts";

/** Posteriors of some images. */
function posteriors(count: number, d: number, seed: number) {
  const random = new TorchRandom(seed);
  const [mu, logVar] = [random.normal(count * d), random.normal(count * d)];
  return {
    ...{ count, latentSize: d },
    mu: mu.map((value) => 1.5 * value + 0.5),
    logVar: logVar.map((value) => 0.5 * value - 1),
  };
}

const densities = (judged: JudgedCodes, logPrior: (z: Float64Array) => number) => {
  const d = judged.latentSize;
  return judged.logAggregate.map((_, n) => logPrior(judged.codes.subarray(n * d, (n + 1) * d)));
};
const standard = (z: Float64Array) =>
  z.reduce((sum, value) => sum + logDensity({ mean: 0, std: 1 }, value), 0);

it("the gain of q(z) is what mutualInformation() calls the aggregate posterior's divergence", async () => {
  const images = posteriors(300, 3, 1);
  const judged = await judgedCodes(images, { random: new TorchRandom(4), draws: 200 });
  const { gain, share, remaining } = priorGain(judged, judged.logAggregate);
  const wanted = mutualInformation(images, { random: new TorchRandom(4), draws: 200 });
  assertAlmostEquals(gain.estimate, wanted.aggregateKl, 1e-10);
  assertAlmostEquals(gain.standardError, wanted.standardError, 1e-10);
  assertEquals([share.estimate, remaining.estimate, remaining.standardError], [1, 0, 0]);
});

it("N(0, I) gains nothing, and all of q(z)'s gain remains, within the errors", async () => {
  for (let seed = 0; seed < 5; seed++) {
    const images = posteriors(500, 2, seed);
    const judged = await judgedCodes(images, { random: new TorchRandom(seed), draws: 500 });
    const { gain, remaining } = priorGain(judged, densities(judged, standard));
    const all = priorGain(judged, judged.logAggregate).gain;
    assert(Math.abs(gain.estimate) < 4 * gain.standardError, `${gain.estimate}`);
    assertAlmostEquals(gain.estimate + remaining.estimate, all.estimate, 1e-10);
  }
});

it("gain and what remains agree with quadrature in one dimension", async () => {
  const pair = [{ mean: -1, std: 0.8 }, { mean: 1.5, std: 0.5 }];
  const prior = { mean: 0.3, std: 1.4 };
  const mixture = (z: number) =>
    Math.log(pair.reduce((sum, q) => sum + Math.exp(logDensity(q, z)) / 2, 0));
  const over = (f: (z: number) => number) =>
    pair.reduce((sum, q) => sum + expectation(q, f) / 2, 0);
  const gain = over((z) => logDensity(prior, z) - logDensity({ mean: 0, std: 1 }, z));
  const remaining = over((z) => mixture(z) - logDensity(prior, z));
  const count = 4000;
  const images = {
    ...{ count, latentSize: 1 },
    mu: Float32Array.from({ length: count }, (_, n) => pair[n % 2].mean),
    logVar: Float32Array.from({ length: count }, (_, n) => 2 * Math.log(pair[n % 2].std)),
  };
  const judged = await judgedCodes(images, { random: new TorchRandom(0), draws: count });
  const found = priorGain(judged, densities(judged, ([z]) => logDensity(prior, z)));
  for (const [mine, exact] of [[found.gain, gain], [found.remaining, remaining]] as const) {
    assert(mine.standardError < 0.03);
    assert(Math.abs(mine.estimate - exact) < 4 * mine.standardError, `${mine.estimate} ${exact}`);
  }
  assertAlmostEquals(
    found.share.estimate,
    gain / (gain + remaining),
    4 * found.share.standardError,
  );
});

it("no prior gains more than q(z), beyond the error", async () => {
  await fc.assert(
    fc.asyncProperty(anyMixture, fc.nat(), async (mixture, seed) => {
      const images = posteriors(150, mixture.latentSize, seed);
      const judged = await judgedCodes(images, { random: new TorchRandom(seed), draws: 150 });
      const { remaining } = priorGain(judged, densities(judged, mixtureLogDensity(mixture)));
      assert(remaining.estimate > -4.5 * remaining.standardError, `${remaining.estimate}`);
    }),
    { numRuns: 200 },
  );
});

/** What 300 repetitions show, and what they tell on average: the deviation of each estimate, and its standard error. */
async function errors(imagesOf: (seed: number) => ReturnType<typeof posteriors>, draws: number) {
  const prior = (z: Float64Array) =>
    z.reduce((sum, value) => sum + logDensity({ mean: 0.5, std: 1.5 }, value), 0);
  const training = imagesOf(0);
  const runs: PriorGain[] = [];
  for (let seed = 0; seed < 300; seed++) {
    const random = new TorchRandom(seed);
    const judged = await judgedCodes(imagesOf(seed), { training, random, draws });
    runs.push(priorGain(judged, densities(judged, prior)));
  }
  return (["gain", "remaining", "share"] as const).map((name) => {
    const values = runs.map((run) => run[name].estimate);
    const mean = values.reduce((a, b) => a + b, 0) / 300;
    const shown = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / 299);
    const told = runs.reduce((sum, run) => sum + run[name].standardError / 300, 0);
    return { name, shown, told, ratio: told / shown };
  });
}

it("the standard errors are those that other draws of few images of many show", async () => {
  const images = posteriors(2000, 2, 3);
  for (const { name, shown, told, ratio } of await errors(() => images, 60)) {
    // The deviation of 300 values is known to 4 % of it.
    assert(ratio > 0.87 && ratio < 1.15, `${name}: told ${told}, shown ${shown}`);
  }
});

it("where all images are drawn, the standard errors are larger than other codes of these images show", async () => {
  const images = posteriors(200, 2, 3);
  for (const { name, shown, told, ratio } of await errors(() => images, 200)) {
    assert(ratio > 1.0 && ratio < 2, `${name}: told ${told}, shown ${shown}`);
    if (name === "gain") assert(ratio > 1.3, `told ${told}, shown ${shown}`);
  }
});

it("other images move the gain by more than its standard error, by that of their KL term", async () => {
  const [gain] = await errors((seed) => posteriors(200, 2, seed), 200);
  assert(gain.ratio > 0.75 && gain.ratio < 0.97, `told ${gain.told}, shown ${gain.shown}`);
});

it("test images are judged by the training images' q(z), and their own KL term", async () => {
  const [training, test] = [posteriors(100, 2, 1), posteriors(50, 2, 2)];
  const judged = await judgedCodes(test, { training, random: new TorchRandom(0), draws: 50 });
  const own = await judgedCodes(test, { random: new TorchRandom(0), draws: 50 });
  assertEquals(judged.codes, own.codes);
  assertEquals(judged.kl, own.kl);
  const gains = [judged, own].map((each) => priorGain(each, each.logAggregate).gain.estimate);
  assert(gains[0] < gains[1], "q(z) of other images gains less than one's own");
});

it("judgedCodes() refuses draws that are too few or too many, and ends on its signal", async () => {
  const images = posteriors(5, 1, 0);
  for (const draws of [1, 6]) {
    await assertRejects(
      () => judgedCodes(images, { random: new TorchRandom(0), draws }),
      RangeError,
      `draws must be a whole number from 2 to 5, got ${draws}`,
    );
  }
  const signal = AbortSignal.abort(new Error("enough"));
  await assertRejects(
    () => judgedCodes(images, { random: new TorchRandom(0), draws: 5, signal }),
    Error,
    "enough",
  );
});
