import { assert, assertAlmostEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { monteCarloMean } from "../../lib/math/monte_carlo.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { twoPhaseMean } from "../../lib/math/two_phase_mean.ts";

/** Elements whose costly value is 0.5 + slope times the cheap one, with noise: the true mean is 0.5. */
function elements(count: number, slope: number, random: TorchRandom) {
  const cheap = random.normal(count);
  const noise = random.normal(count);
  return { cheap, costly: cheap.map((value, i) => 0.5 + slope * value + 0.3 * noise[i]) };
}

it("twoPhaseMean() is the costly values' mean and standard error, where all are known", () => {
  const random = new TorchRandom(1);
  const { cheap, costly } = elements(50, 1.4, random);
  const chosen = random.permutation(50);
  const found = twoPhaseMean(cheap, chosen, Array.from(chosen, (i) => costly[i]));
  const exact = monteCarloMean(50, (i) => costly[i]);
  assertAlmostEquals(found.estimate, exact.estimate, 1e-12);
  assertAlmostEquals(found.standardError, exact.standardError, 1e-12);
});

it("twoPhaseMean() has the standard error that repetition shows, with either sign of the covariance", () => {
  // As independent, the errors would be 17 % too small for the slope 2 and twice as large for 0.1.
  for (const slope of [2, 0.1]) {
    const random = new TorchRandom(7);
    const found = Array.from({ length: 2000 }, () => {
      const { cheap, costly } = elements(60, slope, random);
      const chosen = random.permutation(60).subarray(0, 40);
      return twoPhaseMean(cheap, chosen, Array.from(chosen, (i) => costly[i]));
    });
    const { estimate, standardError } = monteCarloMean(2000, (i) => found[i].estimate);
    assert(Math.abs(estimate - 0.5) < 4 * standardError, `${estimate}`);
    const shown = standardError * Math.sqrt(2000);
    const told = Math.sqrt(found.reduce((sum, each) => sum + each.standardError ** 2 / 2000, 0));
    assertAlmostEquals(told / shown, 1, 0.07, `slope ${slope}: told ${told}, shown ${shown}`);
  }
});

it("twoPhaseMean() refuses too few chosen elements, and values that are not theirs", () => {
  assertThrows(() => twoPhaseMean([1, 2, 3], [0], [1]), RangeError, "from 2 to 3");
  assertThrows(() => twoPhaseMean([1, 2], [0, 1, 1], [1, 2, 2]), RangeError, "from 2 to 2");
  assertThrows(() => twoPhaseMean([1, 2, 3], [0, 1], [1]), RangeError, "each of 2 chosen, got 1");
});
