/** The joint density of Exercise 1.2: it factorises over the dimensions where it is diagonal. */
import { assert, assertAlmostEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { logDensity } from "../../lib/math/gaussian.ts";
import { klDiagonal } from "../../lib/math/kl_diagonal.ts";
import { monteCarloMean } from "../../lib/math/monte_carlo.ts";
import { multivariateLogDensity } from "../../lib/math/multivariate_log_density.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import "../fixed_seed.ts";
import { between, gaussians } from "./arbitraries.ts";
import { assertClose } from "./assert_close.ts";

const diagonal = (values: readonly number[]) =>
  values.map((value, i) => values.map((_, j) => (i === j ? value : 0)));

it("multivariateLogDensity() of a diagonal covariance is the sum of the univariate ones", () => {
  const units = fc.array(fc.tuple(gaussians(), between(-6, 6)), { maxLength: 8 });
  fc.assert(fc.property(units, (units) => {
    const x = units.map(([{ mean, std }, z]) => mean + std * z);
    const joint = multivariateLogDensity(
      units.map(([{ mean }]) => mean),
      diagonal(units.map(([{ std }]) => std ** 2)),
    )(x);
    assertClose(joint, units.reduce((sum, [g], i) => sum + logDensity(g, x[i]), 0), 1e-12);
  }));
});

it("multivariateLogDensity() of a correlated pair is not, but follows its own formula", () => {
  // log det = log(1 - r^2); x^T inverse x = (a^2 - 2 r a b + b^2) / (1 - r^2).
  fc.assert(fc.property(between(-0.9, 0.9), between(-3, 3), between(-3, 3), (r, a, b) => {
    const joint = multivariateLogDensity([1, 2], [[1, r], [r, 1]])([1 + a, 2 + b]);
    const left = 1 - r * r;
    const form = (a * a - 2 * r * a * b + b * b) / left;
    assertClose(joint, -Math.log(2 * Math.PI) - (Math.log(left) + form) / 2, 1e-13);
  }));
  const standard = { mean: 0, std: 1 };
  const joint = multivariateLogDensity([0, 0], [[1, 0.5], [0.5, 1]])([1, 1]);
  assert(Math.abs(joint - 2 * logDensity(standard, 1)) > 0.1);
});

it("multivariateLogDensity() gives the diagonal KL divergence by Monte Carlo", () => {
  const mean = [1, -0.5, 0];
  const logVar = [-1, 0.5, 0];
  const q = multivariateLogDensity(mean, diagonal(logVar.map(Math.exp)));
  const p = multivariateLogDensity([0, 0, 0], diagonal([1, 1, 1]));
  const eps = new TorchRandom(0).normal(3 * 20_000);
  const { estimate, standardError } = monteCarloMean(20_000, (i) => {
    const x = mean.map((mu, j) => mu + Math.exp(logVar[j] / 2) * eps[3 * i + j]);
    return q(x) - p(x);
  });
  assertAlmostEquals(estimate, klDiagonal(mean, logVar), 5 * standardError);
});

it("multivariateLogDensity() refuses what does not fit, and a covariance that is none", () => {
  const shape = "a mean of length 2 needs a covariance of [2, 2]";
  assertThrows(() => multivariateLogDensity([0, 0], [[1, 0]]), RangeError, shape);
  const length = "x must have length 1, got 2";
  assertThrows(() => multivariateLogDensity([0], [[1]])([0, 0]), RangeError, length);
  const pivot = "the covariance must be positive definite; pivot 1 is -3";
  assertThrows(() => multivariateLogDensity([0, 0], [[1, 2], [2, 1]]), RangeError, pivot);
});
