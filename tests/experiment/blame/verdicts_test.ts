import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { gainOf, type MeasuredUnit } from "../../../lib/experiment/blame/measure_blame.ts";
import {
  bestKnown,
  type ModelCulprit,
  modelVerdict,
  sharesOf,
  shareWeight,
  type UnitCulprit,
  unitVerdict,
} from "../../../lib/experiment/blame/verdicts.ts";
import { TorchRandom } from "../../../lib/math/torch_random.ts";

/** A unit that sleeps, and that nothing wakes, but for what is said. */
function unit(differs: Partial<MeasuredUnit>): MeasuredUnit {
  return {
    ...{ kl: 0, varianceOfMu: 0, refinedKl: 0, aloneKl: 0, aloneVariance: 0, aloneInformation: 0 },
    ...{ gain: 0, standardError: 0.01, p: 1, outputVariance: 0, errorDeviation: 0, capacity: 0 },
    ...{ aloneInformationError: 0.01, delta: [] },
    ...differs,
  };
}

const BY = { klWeight: 2, meanImageError: 50 };

const awake = { aloneKl: 0.4, aloneVariance: 0.5, aloneInformation: 0.3, gain: 0.2, p: 0.001 };

it("unitVerdict() goes by the stated thresholds", () => {
  const cases: [string, Partial<MeasuredUnit>, UnitCulprit][] = [
    ["nothing wakes it", {}, "decoder"],
    ["it wakes", awake, "encoder"],
    ["it wakes, and tells little", { ...awake, aloneInformation: 0.05 }, "both"],
    ["it wakes, and the estimate is rough", { ...awake, aloneInformationError: 0.11 }, "undecided"],
    ["clearly above 0.1", { ...awake, aloneInformation: 0.121 }, "encoder"],
    ["perhaps above 0.1", { ...awake, aloneInformation: 0.119 }, "undecided"],
    ["perhaps below 0.1", { ...awake, aloneInformation: 0.081 }, "undecided"],
    ["clearly below 0.1", { ...awake, aloneInformation: 0.079 }, "both"],
    ["its gain may be chance", { ...awake, p: 0.06 }, "decoder"],
    ["the loss is worse for it", { ...awake, gain: -0.2 }, "decoder"],
    ["it gains less than 0.01 nats cost", { ...awake, gain: 0.019 }, "decoder"],
    ["it gains a little more", { ...awake, gain: 0.021 }, "encoder"],
    ["all images move alike", { ...awake, aloneVariance: 0.005 }, "decoder"],
    ["too few nats", { ...awake, aloneKl: 0.009 }, "decoder"],
    ["it is in use", { kl: 1, varianceOfMu: 0.8, capacity: 0.9 }, "neither"],
    ["in use, with a small gain", { ...awake, kl: 1, varianceOfMu: 0.8, capacity: 0.9 }, "neither"],
    [
      "in use, and misplaced",
      { ...awake, kl: 1, varianceOfMu: 0.8, gain: 0.6, capacity: 0.9 },
      "encoder",
    ],
    ["in use, and the decoder is deaf", { kl: 1, varianceOfMu: 0.8, gain: 1, p: 0 }, "decoder"],
    ["nats that tell nothing", { kl: 8, varianceOfMu: 0 }, "decoder"],
  ];
  for (const [name, differs, culprit] of cases) {
    assertEquals(unitVerdict(unit(differs), BY).culprit, culprit, name);
  }
  assertEquals(unitVerdict(unit({ capacity: 0.009 }), BY).flat, true);
  assertEquals(unitVerdict(unit({ capacity: 0.011 }), BY).flat, false);
  assertEquals(unitVerdict(unit({ kl: 1, varianceOfMu: 0.8 }), BY).sleeping, false);
});

it("gainOf() is the mean difference, with the standard error of paired images", () => {
  const before = [...new TorchRandom(1).normal(200)].map((value) => 30 + 10 * value);
  const moves = [...new TorchRandom(2).normal(200)].map((value) => 1 + 0.5 * value);
  const { gain, standardError, p } = gainOf(before, before.map((loss, i) => loss - moves[i]));
  const mean = moves.reduce((a, b) => a + b) / 200;
  const variance = moves.reduce((sum, move) => sum + (move - mean) ** 2, 0) / 199;
  assertAlmostEquals(gain, mean, 1e-9);
  assertAlmostEquals(standardError, Math.sqrt(variance / 200), 1e-9);
  assert(p < 1e-10, "images differ by 10, but not in what they gain");
  assertEquals(gainOf([1, 2], [1, 2]), { gain: 0, standardError: 0, p: 1 });
});

it("sharesOf() add up to what the loss lacks, and modelVerdict() blames those that count", () => {
  const losses = (mean: number, seed: number) =>
    [...new TorchRandom(seed).normal(100)].map((value) => mean + 0.1 * value);
  const shares = (encoder: number, refined: number, best: number) => {
    const images = (seed: number) =>
      ({
        encoder: { loss: losses(encoder, seed) },
        refined: { loss: losses(refined, seed + 1) },
      }) as never;
    return sharesOf({ training: images(1), test: images(4) }, {
      ...{ name: "best", training: losses(best, 3), test: losses(best, 6) },
    });
  };
  const found = shares(40, 37, 30);
  for (const images of ["training", "test"] as const) {
    assertAlmostEquals(found[images].encoder.mean + found[images].decoder.mean, 10, 0.1);
  }
  const cases: [number, number, number, ModelCulprit][] = [
    [40, 37, 30, "both"],
    [40, 39.8, 30, "decoder"], // 0.2 is less than 1 % of 50
    [40, 37, 36.9, "encoder"],
    [40, 39.9, 39.8, "neither"],
    [40, 40.7, 41, "neither"], // better than the best known
  ];
  for (const [encoder, refined, best, culprit] of cases) {
    assertEquals(modelVerdict(shares(encoder, refined, best).training, 50), culprit);
  }
});

it("modelVerdict() acquits nobody by too few images", () => {
  // Large, but not significant: 4 images of a model that 64 find guilty.
  const few = { mean: 1.9, standardError: 0.61, p: 0.1 };
  const [large, small] = [{ ...few, p: 0.001 }, { mean: 0.1, standardError: 0.1, p: 0.6 }];
  const rough = { mean: 0.1, standardError: 0.3, p: 0.8 };
  const none = { mean: 0, standardError: 0, p: 1 };
  assertEquals([few, large, small, rough, none].map((share) => shareWeight(share, 50)), [
    ...["unclear", "counts", "small", "unclear", "small"],
  ]);
  assertEquals(modelVerdict({ encoder: few, decoder: none }, 50), "undecided");
  assertEquals(modelVerdict({ encoder: small, decoder: rough }, 50), "undecided");
  assertEquals(modelVerdict({ encoder: small, decoder: none }, 50), "neither");
  assertEquals(modelVerdict({ encoder: large, decoder: few }, 50), "encoder");
});

it("bestKnown() has the least mean over the training images", () => {
  const known = [[3, 4], [1, 5], [9, 0.5]].map((training, i) => ({
    ...{ name: `${i}`, training, test: [0, 0] },
  }));
  assertEquals(bestKnown(known).name, "1");
});
