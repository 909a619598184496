/** Expectation maximisation: it never goes down, finds a known mixture, and takes the textbook's step. */
import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { multivariateLogDensity } from "../../lib/math/multivariate_log_density.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import {
  COVARIANCES,
  fitMixture,
  type FitMixtureOptions,
  type MixtureStep,
  mixtureSteps,
} from "../../lib/prior/fit_mixture.ts";
import {
  type GaussianMixture,
  mixtureCodes,
  mixtureLogDensity,
} from "../../lib/prior/gaussian_mixture.ts";
import { kMeansPlusPlus } from "../../lib/prior/k_means_plus_plus.ts";
import "../fixed_seed.ts";
import { anyMixture, covarianceOf, PAIR } from "./mixtures.ts";

async function stepsOf(codes: Float64Array, options: FitMixtureOptions): Promise<MixtureStep[]> {
  return await Array.fromAsync(mixtureSteps(codes, options));
}

const drawnFrom = (mixture: GaussianMixture, count: number, seed = 1) =>
  Float64Array.from(mixtureCodes(mixture, count, new TorchRandom(seed)));

it("no step lowers what is maximised, whatever the codes, the start and the covariances", async () => {
  const settings = fc.record({
    mixture: anyMixture,
    components: fc.integer({ min: 1, max: 6 }),
    covariance: fc.constantFrom(...COVARIANCES),
    ridge: fc.constantFrom(1e-6, 0.001, 1),
    seed: fc.nat(),
  });
  await fc.assert(
    fc.asyncProperty(settings, async ({ mixture, components, covariance, ridge, seed }) => {
      const codes = drawnFrom(mixture, 60, seed);
      const random = new TorchRandom(seed);
      const options = { latentSize: mixture.latentSize, components, covariance, ridge, random };
      const steps = await stepsOf(codes, { ...options, steps: 15, tolerance: 0 });
      for (let i = 1; i < steps.length; i++) {
        const change = steps[i].objective - steps[i - 1].objective;
        assert(change > -1e-6, `step ${i} changed the objective by ${change}`);
      }
    }),
    { numRuns: 60 },
  );
});

it("without a ridge, no step lowers the likelihood itself", async () => {
  const codes = drawnFrom(PAIR, 500);
  const options = { latentSize: 2, components: 3, ridge: 0, random: new TorchRandom(0) };
  const steps = await stepsOf(codes, { ...options, tolerance: 0, steps: 60 });
  assert(steps.length > 20);
  for (let i = 1; i < steps.length; i++) {
    assertEquals(steps[i].objective, steps[i].logLikelihood);
    assert(steps[i].logLikelihood > steps[i - 1].logLikelihood - 1e-9);
  }
  assert(steps.at(-1)!.logLikelihood > steps[0].logLikelihood + 0.005);
});

it("what is told of a step is the mean log density of the codes", async () => {
  const codes = drawnFrom(PAIR, 300);
  const options = { latentSize: 2, components: 4, random: new TorchRandom(0), steps: 3 };
  for (const { mixture, logLikelihood } of await stepsOf(codes, options)) {
    const logDensity = mixtureLogDensity(mixture);
    let sum = 0;
    for (let n = 0; n < 300; n++) sum += logDensity(codes.subarray(2 * n, 2 * n + 2)) / 300;
    assertAlmostEquals(logLikelihood, sum, 1e-9);
  }
});

it("a step is the textbook's, computed another way", async () => {
  const codes = drawnFrom(PAIR, 400);
  const ridge = 0.5;
  for (const covariance of COVARIANCES) {
    const options = { latentSize: 2, components: 3, covariance, ridge, random: new TorchRandom(5) };
    const [{ mixture: before }, { mixture: after }] = await stepsOf(codes, {
      ...options,
      steps: 1,
      tolerance: -1,
    });
    const densities = [0, 1, 2].map((k) =>
      multivariateLogDensity(before.means.subarray(2 * k, 2 * k + 2), covarianceOf(before, k))
    );
    const shares = Array.from({ length: 400 }, (_, n) => {
      const z = codes.subarray(2 * n, 2 * n + 2);
      const parts = densities.map((density, k) => before.weights[k] * Math.exp(density(z)));
      return parts.map((part) => part / parts.reduce((a, b) => a + b, 0));
    });
    for (let k = 0; k < 3; k++) {
      const total = shares.reduce((sum, share) => sum + share[k], 0);
      assertAlmostEquals(after.weights[k], total / 400, 1e-8);
      const mean = [0, 1].map((i) =>
        shares.reduce((sum, share, n) => sum + share[k] * codes[2 * n + i], 0) / total
      );
      for (const i of [0, 1]) {
        assertAlmostEquals(after.means[2 * k + i], mean[i], 1e-7);
        for (const j of [0, 1]) {
          const scatter = shares.reduce(
            (sum, share, n) =>
              sum + share[k] * (codes[2 * n + i] - mean[i]) * (codes[2 * n + j] - mean[j]),
            0,
          ) / total;
          const wanted = i === j ? scatter + ridge / total : covariance === "full" ? scatter : 0;
          assertAlmostEquals(covarianceOf(after, k)[i][j], wanted, 1e-7);
        }
      }
    }
  }
});

it("one component without a ridge is the codes' mean and covariance", async () => {
  const codes = Float64Array.of(0, 0, 2, 0, 0, 4, 2, 4);
  const options = { latentSize: 2, components: 1, ridge: 0, random: new TorchRandom(0) };
  const { mixture } = await fitMixture(codes, options);
  assertEquals([...mixture.weights], [1]);
  assertEquals([...mixture.means], [1, 2]);
  const [[a, b], [, c]] = covarianceOf(mixture, 0);
  assertAlmostEquals(a, 1, 1e-12);
  assertAlmostEquals(b, 0, 1e-12);
  assertAlmostEquals(c, 4, 1e-12);
});

it("fitMixture() recovers a known mixture", async () => {
  const codes = drawnFrom(PAIR, 20_000);
  const options = { latentSize: 2, components: 2, random: new TorchRandom(2), tolerance: 1e-7 };
  const { mixture } = await fitMixture(codes, options);
  const order = mixture.means[0] < mixture.means[2] ? [0, 1] : [1, 0];
  for (const [k, found] of order.entries()) {
    assertAlmostEquals(mixture.weights[found], PAIR.weights[k], 0.02);
    for (const i of [0, 1]) {
      assertAlmostEquals(mixture.means[2 * found + i], PAIR.means[2 * k + i], 0.05);
      for (const j of [0, 1]) {
        const [mine, wanted] = [covarianceOf(mixture, found), covarianceOf(PAIR, k)];
        assertAlmostEquals(mine[i][j], wanted[i][j], 0.08);
      }
    }
  }
});

it("more components than the codes have clusters, and codes that are all the same, do no harm", async () => {
  for (
    const codes of [new Float64Array(40).fill(3), Float64Array.of(...Array(20).fill([1, 2]).flat())]
  ) {
    const options = { latentSize: 2, components: 5, random: new TorchRandom(0) };
    const { mixture, logLikelihood } = await fitMixture(codes, options);
    assert(Number.isFinite(logLikelihood));
    assert([...mixture.weights, ...mixture.means, ...mixture.factors].every(Number.isFinite));
  }
});

it("fitMixture() ends on its signal, and refuses what cannot be fitted", async () => {
  const codes = drawnFrom(PAIR, 50);
  const options = { latentSize: 2, components: 2, random: new TorchRandom(0) };
  const reason = new Error("enough");
  await assertRejects(
    () => fitMixture(codes, { ...options, signal: AbortSignal.abort(reason) }),
    Error,
    "enough",
  );
  const wrong: [Partial<FitMixtureOptions>, string][] = [
    [{ components: 51 }, "components must be a whole number from 1 to 50, got 51"],
    [{ latentSize: 3 }, "the number of codes must be a whole number from 1 on"],
    [{ ridge: -1 }, "ridge must be a finite number from 0 on, got -1"],
    [{ covariance: "round" as never }, "covariance must be full or diagonal, got round"],
  ];
  for (const [change, message] of wrong) {
    await assertRejects(() => fitMixture(codes, { ...options, ...change }), RangeError, message);
  }
});

it("kMeansPlusPlus() takes a code of each of some clusters that lie far apart", () => {
  const random = new TorchRandom(4);
  const noise = random.normal(400);
  const codes = Float64Array.from(noise, (eps, n) => 1000 * (n % 4) + eps);
  for (let seed = 0; seed < 20; seed++) {
    const { chosen, nearest } = kMeansPlusPlus(codes, 1, 4, new TorchRandom(seed));
    assertEquals([...chosen].map((n) => n % 4).sort(), [0, 1, 2, 3]);
    for (let n = 0; n < 400; n++) assertEquals(chosen[nearest[n]] % 4, n % 4);
  }
});

it("kMeansPlusPlus() draws by the squared distance", () => {
  // From 0, the codes 1 and 3 are drawn with probabilities 1/10 and 9/10; from 1: 1/5, 4/5; from 3: 9/13, 4/13.
  const codes = Float64Array.of(0, 1, 3);
  const counts = new Map<string, number>();
  for (let seed = 0; seed < 6000; seed++) {
    const { chosen } = kMeansPlusPlus(codes, 1, 2, new TorchRandom(seed));
    const key = chosen.join();
    counts.set(key, (counts.get(key) ?? 0) + 1 / 6000);
  }
  const wanted = { "0,1": 0.1, "0,2": 0.9, "1,0": 0.2, "1,2": 0.8, "2,0": 9 / 13, "2,1": 4 / 13 };
  for (const [key, share] of Object.entries(wanted)) {
    assertAlmostEquals(counts.get(key)!, share / 3, 0.02, key);
  }
});
