/** What `deno task prior` prints. */
import { assertEquals, assertMatch } from "@std/assert";
import { it } from "@std/testing/bdd";
import { gainLines, predictionLines, triedLines } from "../../lib/cli/prior/prior_lines.ts";
import type { RepairedPrior, RepairResults } from "../../lib/experiment/prior/repair_prior.ts";

const value = (estimate: number) => ({ estimate, standardError: 0.02 });
const prediction = { training: value(3.2), test: value(3), kl: 10 };

it("predictionLines() tells what is predicted", () => {
  assertEquals(predictionLines(prediction), [
    "Predicted: a prior equal to q(z) gains KL(q(z) || N(0, I)) = 3.200 ± 0.020 nats per training image,",
    "of the KL term's 10.000; whatever is fitted gains at most that, within the error. On test images the same",
    "q(z) gains 3.000 ± 0.020. What a prior that knows no image by heart can gain lies between the two.",
  ]);
});

it("triedLines() marks the mixture of the largest density of held-out codes", () => {
  const tried = (components: number, fitted: number, heldOut: number) => ({
    ...{ components, covariance: "full" as const, steps: 3, fitted, heldOut, seconds: 1.25 },
  });
  assertEquals(triedLines([tried(1, -9, -9.1), tried(10, -8, -8.2), tried(100, -7, -8.3)]), [
    "Gaussian mixtures  steps  fitted codes  held-out codes  seconds",
    "1 full                 3        -9.000          -9.100      1.3",
    "10 full                3        -8.000          -8.200      1.3  chosen",
    "100 full               3        -7.000          -8.300      1.3",
    "",
    "Mean log density in nats per code. Held out: codes of a sixth of the training images; where more components",
    "lower it, no further ones are tried.",
  ]);
});

const repaired = (title: string, bounded: boolean, share = 0.75): RepairedPrior => ({
  ...{ method: "vamp", title, bounded, seconds: 2 },
  training: {
    gain: value(3.2 * share),
    remaining: value(3.2 * (1 - share)),
    share: { estimate: share, standardError: 0.005 },
  },
  test: { gain: value(2.5), remaining: value(0.5), share: value(0.8) },
});

it("gainLines() says of a second stage below N(0, I) that it is not trained", () => {
  const lines = (...of: RepairedPrior[]) =>
    gainLines({ prediction, repaired: of } as unknown as RepairResults).join("\n");
  const untrained = lines(repaired("mixture", false), repaired("stage", true, -8.31));
  assertMatch(untrained, /^stage +>= -26\.592 ± 0\.020 +not trained +<= 29\.792/m);
  assertMatch(untrained, /^Not trained: .*--stage-steps/m);
  // A mixture has a density, no bound: what it says is so.
  const worse = lines(repaired("mixture", false, -0.5), repaired("stage", true));
  assertMatch(worse, /^mixture +-1\.600 ± 0\.020 +-50\.0 ± 0\.5 %/m);
  assertEquals(worse.includes("trained:"), false);
});

it("gainLines() names a bound as one", () => {
  const results = { prediction, repaired: [repaired("a", false), repaired("b", true)] };
  assertEquals(gainLines(results as unknown as RepairResults).slice(0, 5), [
    "nats per image     gain, training            share     still missing        gain, test  seconds",
    "N(0, I)                         0              0 %     3.200 ± 0.020                 0        -",
    "a                   2.400 ± 0.020     75.0 ± 0.5 %     0.800 ± 0.020     2.500 ± 0.020      2.0",
    "b                >= 2.400 ± 0.020  >= 75.0 ± 0.5 %  <= 0.800 ± 0.020  >= 2.500 ± 0.020      2.0",
    "q(z), predicted     3.200 ± 0.020            100 %                 0     3.000 ± 0.020        -",
  ]);
});
