/** Monte Carlo estimates to which draws are added, against the estimates from all draws at once. */
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { logDensity } from "../../lib/math/gaussian.ts";
import { monteCarlo, monteCarloKl } from "../../lib/math/monte_carlo.ts";
import { RunningMonteCarlo } from "../../lib/math/running_monte_carlo.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import "../fixed_seed.ts";
import { gaussians } from "./arbitraries.ts";

const standard = { mean: 0, std: 1 };

it("RunningMonteCarlo is monteCarlo() bit for bit, however the draws are cut", () => {
  const sizes = fc.array(fc.nat(40), { minLength: 1, maxLength: 6 });
  fc.assert(fc.property(gaussians(), sizes, (q, sizes) => {
    const running = new RunningMonteCarlo(q, (x) => x * x);
    const random = new TorchRandom(3);
    const parts = [16, ...sizes].map((n) => random.normal(n));
    for (const part of parts) running.add(part);
    const draws = parts.flatMap((part) => [...part]);
    const { estimate, standardError } = running;
    assertEquals({ estimate, standardError }, monteCarlo(q, (x) => x * x, draws));
    assertEquals(running.count, draws.length);
  }));
});

it("RunningMonteCarlo of blocks of 16 draws is monteCarloKl() of one call to the generator", () => {
  const [q, p] = [{ mean: 1, std: 0.5 }, standard];
  const running = new RunningMonteCarlo(q, (x) => logDensity(q, x) - logDensity(p, x));
  const random = new TorchRandom(5);
  for (const n of [16, 48, 160]) running.add(random.normal(n));
  const { estimate, standardError } = running;
  const atOnce = monteCarloKl(q, p, new TorchRandom(5).normal(224));
  assertEquals({ estimate, standardError }, atOnce);
});

it("RunningMonteCarlo is the mean and its standard error, by hand", () => {
  // x = 1 + 2 (-1, 0, 4) = -1, 1, 9: mean 3, variance (16 + 4 + 36) / 2 = 28, error sqrt(28 / 3).
  const running = new RunningMonteCarlo({ mean: 1, std: 2 }, (x) => x).add([-1]).add([0, 4]);
  assertAlmostEquals(running.estimate, 3, 1e-15);
  assertAlmostEquals(running.standardError, Math.sqrt(28 / 3), 1e-15);
});

it("RunningMonteCarlo has no estimate before the first draw, and no error before the second", () => {
  const running = new RunningMonteCarlo(standard, (x) => x);
  assertEquals([running.count, running.estimate, running.standardError], [0, NaN, NaN]);
  running.add([2]);
  assertEquals([running.count, running.estimate, running.standardError], [1, 2, NaN]);
});

it("RunningMonteCarlo refuses what is no Gaussian", () => {
  const make = () => new RunningMonteCarlo({ mean: 0, std: 0 }, (x) => x);
  assertThrows(make, RangeError, "q.std must be");
});
