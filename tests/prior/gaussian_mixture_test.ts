/** A mixture's density and its draws. */
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { multivariateLogDensity } from "../../lib/math/multivariate_log_density.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import {
  checkMixture,
  type GaussianMixture,
  mixtureCodes,
  mixtureLogDensity,
} from "../../lib/prior/gaussian_mixture.ts";
import "../fixed_seed.ts";
import { anyMixture, covarianceOf, PAIR } from "./mixtures.ts";

it("mixtureLogDensity() integrates to one in one dimension", () => {
  const mixture: GaussianMixture = {
    latentSize: 1,
    weights: Float64Array.of(0.2, 0.5, 0.3),
    means: Float64Array.of(-2, 0, 3),
    factors: Float64Array.of(0.3, 1, 0.5),
  };
  const logDensity = mixtureLogDensity(mixture);
  let sum = 0;
  for (let x = -12; x <= 12; x += 0.01) sum += Math.exp(logDensity([x])) * 0.01;
  assertAlmostEquals(sum, 1, 1e-9);
});

it("mixtureLogDensity() integrates to one in two dimensions", () => {
  const logDensity = mixtureLogDensity(PAIR);
  let sum = 0;
  for (let x = -10; x <= 10; x += 0.05) {
    for (let y = -10; y <= 10; y += 0.05) sum += Math.exp(logDensity([x, y])) * 0.05 ** 2;
  }
  assertAlmostEquals(sum, 1, 1e-6);
});

it("mixtureLogDensity() is the log of the weighted densities, by another way to compute these", () => {
  fc.assert(
    fc.property(anyMixture, fc.infiniteStream(fc.double({ min: -4, max: 4, noNaN: true })), (
      mixture,
      stream,
    ) => {
      const { latentSize: d, weights, means } = mixture;
      const z = Float64Array.from({ length: d }, () => stream.next().value);
      const parts = Array.from(weights, (weight, k) => {
        const mean = means.subarray(k * d, (k + 1) * d);
        return Math.log(weight) + multivariateLogDensity(mean, covarianceOf(mixture, k))(z);
      });
      const largest = Math.max(...parts);
      const wanted = largest + Math.log(parts.reduce((sum, p) => sum + Math.exp(p - largest), 0));
      const found = mixtureLogDensity(mixture)(z);
      assert(
        Math.abs(found - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted)),
        `${found} ${wanted}`,
      );
    }),
  );
});

it("mixtureLogDensity() is finite far from all components", () => {
  assert(Number.isFinite(mixtureLogDensity(PAIR)([1e4, -1e4])));
});

it("mixtureCodes() has the mixture's mean and covariance", () => {
  const count = 200_000;
  const { latentSize: d, weights, means } = PAIR;
  const codes = mixtureCodes(PAIR, count, new TorchRandom(3));
  const mean = [0, 0], product = [0, 0, 0, 0];
  for (let n = 0; n < count; n++) {
    for (let i = 0; i < d; i++) {
      mean[i] += codes[n * d + i] / count;
      for (let j = 0; j < d; j++) product[i * d + j] += codes[n * d + i] * codes[n * d + j] / count;
    }
  }
  for (let i = 0; i < d; i++) {
    const wanted = weights.reduce((sum, weight, k) => sum + weight * means[k * d + i], 0);
    assertAlmostEquals(mean[i], wanted, 0.02);
    for (let j = 0; j < d; j++) {
      const second = weights.reduce(
        (sum, weight, k) =>
          sum + weight * (covarianceOf(PAIR, k)[i][j] + means[k * d + i] * means[k * d + j]),
        0,
      );
      assertAlmostEquals(product[i * d + j], second, 0.05);
    }
  }
});

it("mixtureCodes() draws components as often as their weights say, the same ones for a seed", () => {
  const far: GaussianMixture = {
    latentSize: 1,
    weights: Float64Array.of(0.1, 0, 0.9),
    means: Float64Array.of(-100, 0, 100),
    factors: Float64Array.of(1, 1, 1),
  };
  const codes = mixtureCodes(far, 10_000, new TorchRandom(0));
  assertEquals(mixtureCodes(far, 10_000, new TorchRandom(0)), codes);
  assertAlmostEquals(codes.filter((z) => z < -50).length / 10_000, 0.1, 0.01);
  assertEquals(codes.filter((z) => Math.abs(z) < 50).length, 0);
});

it("checkMixture() refuses what is none, and says why", () => {
  const changes: [Partial<GaussianMixture>, string][] = [
    [{ weights: Float64Array.of(0.5, 0.4) }, "the weights must add up to 1, got 0.9"],
    [{ weights: Float64Array.of(1.5, -0.5) }, "weights[1] must be from 0 on, got -0.5"],
    [{ means: Float64Array.of(0, 0) }, "needs 4 means, got 2"],
    [{ means: Float64Array.of(0, NaN, 0, 0) }, "means[1] must be a finite number, got NaN"],
    [{ factors: Float64Array.of(1, 0, 0, -1, 1, 0, 0, 1) }, "factors[3], on a diagonal, must be"],
    [{ factors: Float64Array.of(1, 2, 0, 1, 1, 0, 0, 1) }, "factors[1], above a diagonal, must be"],
    [{ weights: new Float64Array() }, "components must be a whole number from 1 on, got 0"],
  ];
  checkMixture(PAIR);
  for (const [change, message] of changes) {
    assertThrows(() => checkMixture({ ...PAIR, ...change }), RangeError, message);
  }
});
