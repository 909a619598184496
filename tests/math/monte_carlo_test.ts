/** Monte Carlo estimates from given draws, and the KL divergence by them. */
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { klUnivariate } from "../../lib/math/kl_univariate.ts";
import { monteCarlo, monteCarloKl } from "../../lib/math/monte_carlo.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import "../fixed_seed.ts";
import { gaussians } from "./arbitraries.ts";

const standard = { mean: 0, std: 1 };

it("monteCarloKl() comes within 5 standard errors of the closed form", () => {
  const random = new TorchRandom(0);
  fc.assert(fc.property(gaussians(), gaussians(), (q, p) => {
    const { estimate, standardError } = monteCarloKl(q, p, random.normal(10_000));
    const kl = klUnivariate(q, p);
    const rounding = 1e-10 * Math.max(1, kl);
    assert(Math.abs(estimate - kl) <= 5 * standardError + rounding);
  }));
});

it("monteCarloKl() is off by a standard error in the mean square: it is neither vain nor shy", () => {
  const [q, p] = [{ mean: 1, std: 0.5 }, standard];
  const random = new TorchRandom(1);
  const squares = Array.from({ length: 400 }, () => {
    const { estimate, standardError } = monteCarloKl(q, p, random.normal(1000));
    return ((estimate - klUnivariate(q, p)) / standardError) ** 2;
  });
  // The mean of 400 squares of standard normals is 1 with a standard error of 0.07.
  const meanSquare = squares.reduce((sum, square) => sum + square, 0) / squares.length;
  assertAlmostEquals(meanSquare, 1, 0.35);
});

it("monteCarloKl() is exactly 0 +- 0 where q = p", () => {
  fc.assert(fc.property(gaussians(), (q) => {
    const draws = new TorchRandom(2).normal(100);
    assertEquals(monteCarloKl(q, { ...q }, draws), { estimate: 0, standardError: 0 });
  }));
});

it("monteCarlo() is the mean and its standard error, by hand", () => {
  // x = 1 + 2 (-1, 0, 4) = -1, 1, 9: mean 3, variance (16 + 4 + 36) / 2 = 28, error sqrt(28 / 3).
  const { estimate, standardError } = monteCarlo({ mean: 1, std: 2 }, (x) => x, [-1, 0, 4]);
  assertAlmostEquals(estimate, 3, 1e-15);
  assertAlmostEquals(standardError, Math.sqrt(28 / 3), 1e-15);
});

it("monteCarlo() gives the same from the same draws", () => {
  const once = () => monteCarlo(standard, (x) => x * x, new TorchRandom(7).normal(1000));
  assertEquals(once(), once());
});

it("monteCarlo() refuses fewer than 2 draws and what is no Gaussian", () => {
  const draws = "a standard error needs 2 draws or more, got 1";
  assertThrows(() => monteCarlo(standard, (x) => x, [0]), RangeError, draws);
  const bad = { mean: 0, std: -1 };
  assertThrows(() => monteCarloKl(bad, standard, [0, 1]), RangeError, "q.std must be");
  assertThrows(() => monteCarloKl(standard, bad, [0, 1]), RangeError, "p.std must be");
});
