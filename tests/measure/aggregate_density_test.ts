/** How dense the aggregate posterior is, as a whole and in a plane, and how wide it is. */
import { assert, assertAlmostEquals, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { logMeanExp } from "../../lib/math/log_mean_exp.ts";
import { multivariateLogDensity } from "../../lib/math/multivariate_log_density.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { aggregateCodes } from "../../lib/measure/aggregate_codes.ts";
import {
  aggregateDensity,
  aggregateLogDensity,
  logDensitiesOf,
  outsideThreshold,
  shareOutside,
} from "../../lib/measure/aggregate_density.ts";
import { aggregateMoments } from "../../lib/measure/aggregate_moments.ts";
import { densityMap } from "../../lib/measure/density_map.ts";
import type { EncodedImages } from "../../lib/measure/encode_images.ts";
import {
  type LatentPlane,
  movedInPlane,
  placeInPlane,
  unitPlane,
} from "../../lib/measure/latent_plane.ts";
import { outsideAggregate } from "../../lib/measure/outside_aggregate.ts";
import { planeLogDensity } from "../../lib/measure/plane_log_density.ts";
import { principalPlane } from "../../lib/measure/principal_plane.ts";

/** Posteriors of 50 images on three units, of different widths. */
const images: EncodedImages = {
  count: 50,
  latentSize: 3,
  mu: new TorchRandom(1).normal(150).map((value, i) => value * (1 + i % 3)),
  logVar: new TorchRandom(2).uniform(150, -3, 0),
};
const random = () => new TorchRandom(0);

/** A plane that is not of two units. */
const tilted: LatentPlane = {
  center: Float64Array.of(0.5, -1, 2),
  axes: [
    Float64Array.of(2 / 3, 2 / 3, 1 / 3),
    Float64Array.of(-2 / 3, 1 / 3, 2 / 3),
  ],
};

it("aggregateLogDensity() is the log density of the mixture of all posteriors", () => {
  const logDensity = aggregateLogDensity(images);
  for (const z of [[0, 0, 0], [1, -2, 3], [9, 9, 9]]) {
    const each = Array.from({ length: images.count }, (_, n) => {
      const own = (values: Float32Array) => [...values.subarray(3 * n, 3 * n + 3)];
      const [a, b, c] = own(images.logVar).map(Math.exp);
      return multivariateLogDensity(own(images.mu), [[a, 0, 0], [0, b, 0], [0, 0, c]])(z);
    });
    assertAlmostEquals(logDensity(z), logMeanExp(each), 1e-9);
  }
});

it("aggregateDensity() and shareOutside() find what outsideAggregate() finds", async () => {
  const kinds = [
    random().normal(900),
    random().uniform(900, -9, 9),
    aggregateCodes(images, 300, random()),
  ];
  const wanted = outsideAggregate(images, kinds, { random: random(), draws: 500 });
  const density = await aggregateDensity(images, { random: random(), draws: 500 });
  for (const [i, codes] of kinds.entries()) {
    assertEquals(await shareOutside(density, codes, 3), wanted[i]);
  }
  assert(wanted[1] > 0.5 && wanted[2] < 0.05, `${wanted}`);
  await assertRejects(() => shareOutside(density, new Float32Array(2), 3), RangeError, "got none");
});

it("outsideThreshold() leaves one in a hundred below it, and changes nothing", () => {
  const own = Float64Array.from({ length: 200 }, (_, i) => (i * 77) % 200);
  const before = [...own];
  assertEquals(outsideThreshold(own), 2);
  assertEquals([...own], before);
});

it("logDensitiesOf() asks for each code in order", async () => {
  const found = await logDensitiesOf((z) => 10 * z[0] + z[1], Float32Array.of(1, 2, 3, 4), 2);
  assertEquals([...found], [12, 34]);
});

it("aggregateMoments() are the mean and the standard deviation of many codes", () => {
  const count = 100_000;
  const codes = aggregateCodes(images, count, random());
  for (const [unit, { mean, std }] of aggregateMoments(images).entries()) {
    const own = codes.filter((_, i) => i % 3 === unit);
    const found = own.reduce((sum, value) => sum + value, 0) / count;
    const variance = own.reduce((sum, value) => sum + (value - found) ** 2, 0) / count;
    assertAlmostEquals(found, mean, 5 * std / Math.sqrt(count));
    assertAlmostEquals(Math.sqrt(variance) / std, 1, 0.01);
  }
});

it("placeInPlane() and movedInPlane() are each other's inverse, and leave what lies across", () => {
  const code = [0.3, -2, 1.5];
  const moved = movedInPlane(tilted, code, [4, -5]);
  placeInPlane(tilted, moved).forEach((value, i) => assertAlmostEquals(value, [4, -5][i], 1e-12));
  const across = [1 / 3, -2 / 3, 2 / 3]; // orthogonal to both axes
  const height = (z: readonly number[]) => z.reduce((sum, value, i) => sum + value * across[i], 0);
  assertAlmostEquals(height(moved), height(code), 1e-12);
  assertEquals(movedInPlane(unitPlane(3, [2]), code, [7]), [0.3, -2, 7]);
  assertEquals(placeInPlane(unitPlane(3, [2, 0]), code), [1.5, 0.3]);
  assertThrows(
    () => unitPlane(3, [3]),
    RangeError,
    "unit must be a whole number from 0 to 2, got 3",
  );
});

it("planeLogDensity() on units is the density of these units alone", () => {
  const columns = (values: Float32Array, units: readonly number[]) =>
    Float32Array.from(
      { length: images.count * units.length },
      (_, i) => values[3 * Math.floor(i / units.length) + units[i % units.length]],
    );
  for (const units of [[2, 0], [1]]) {
    const alone = aggregateLogDensity({
      count: images.count,
      latentSize: units.length,
      mu: columns(images.mu, units),
      logVar: columns(images.logVar, units),
    });
    const found = planeLogDensity(images, unitPlane(3, units));
    for (const place of [[0, 0], [1.5, -2], [-8, 3]]) {
      const own = place.slice(0, units.length);
      assertAlmostEquals(found(own), alone(own), 1e-9);
    }
  }
});

it("planeLogDensity() on a tilted plane is the mixture of correlated Gaussians", () => {
  const found = planeLogDensity(images, tilted);
  const product = (a: Float64Array, b: Float64Array, variances: readonly number[]) =>
    variances.reduce((sum, variance, i) => sum + a[i] * b[i] * variance, 0);
  const each = Array.from({ length: images.count }, (_, n) => {
    const own = (values: Float32Array) => [...values.subarray(3 * n, 3 * n + 3)];
    const variances = own(images.logVar).map(Math.exp);
    const covariance = tilted.axes.map((a) => tilted.axes.map((b) => product(a, b, variances)));
    return multivariateLogDensity(placeInPlane(tilted, own(images.mu)), covariance);
  });
  for (const place of [[0, 0], [2, -1], [-6, 4]]) {
    const wanted = logMeanExp(each.map((logDensity) => logDensity(place)));
    assertAlmostEquals(found(place), wanted, 1e-9);
  }
});

it("densityMap() is a density: it sums to 1, and 1 in 100 codes lies where it is below the threshold", async () => {
  const steps = 121;
  const domains = [[-15, 15], [-15, 15]] as const;
  const options = { domains, steps, random: random(), draws: 4000 };
  const map = await densityMap(images, tilted, options);
  assertEquals([map.columns, map.rows, map.logDensities.length], [steps, steps, steps ** 2]);
  const cell = (30 / (steps - 1)) ** 2;
  const densities = map.logDensities.map(Math.exp);
  assertAlmostEquals(densities.reduce((sum, density) => sum + density * cell, 0), 1, 1e-3);
  const outside = densities.reduce(
    (sum, density, i) => map.logDensities[i] < map.threshold ? sum + density * cell : sum,
    0,
  );
  assertAlmostEquals(outside, 0.01, 0.005);
  // Rows run along the first axis, from the lower ends on.
  const [x, y] = [-15 + 30 * 70 / 120, -15 + 30 * 50 / 120];
  assertEquals(map.logDensities[50 * steps + 70], planeLogDensity(images, tilted)([x, y]));
});

it("densityMap() of a single unit is a line", async () => {
  const line = unitPlane(3, [1]);
  const options = { domains: [[-20, 20]] as const, steps: 401, random: random() };
  const { columns, rows, logDensities } = await densityMap(images, line, options);
  assertEquals([columns, rows, logDensities.length], [401, 1, 401]);
  const total = logDensities.reduce((sum, density) => sum + Math.exp(density) * 0.1, 0);
  assertAlmostEquals(total, 1, 1e-3);
});

it("principalPlane() follows the means, not the noise of units that are asleep", async () => {
  const count = 2000;
  const along = random().normal(count);
  const across = new TorchRandom(5).normal(count);
  // The means lie along (3, 4) / 5, a little across it; the third unit is N(0, 1) for every image.
  const mu = new Float32Array(3 * count);
  for (let n = 0; n < count; n++) {
    mu[3 * n] = 7 + 0.6 * 2 * along[n] - 0.8 * 0.1 * across[n];
    mu[3 * n + 1] = -1 + 0.8 * 2 * along[n] + 0.6 * 0.1 * across[n];
  }
  const plane = await principalPlane({
    count,
    latentSize: 3,
    mu,
    logVar: new Float32Array(3 * count),
  });
  const [first, second] = plane.axes;
  [0.6, 0.8, 0].forEach((value, i) => assertAlmostEquals(first[i], value, 0.01));
  assertAlmostEquals(Math.abs(second[2]), 0, 1e-6);
  assertAlmostEquals(plane.shares[0], 4 / 4.01, 1e-3);
  assertAlmostEquals(plane.shares[0] + plane.shares[1], 1, 1e-6);
  assertAlmostEquals(plane.center[0], 7, 0.2);
  const one = await principalPlane({
    count: 2,
    latentSize: 1,
    mu: Float32Array.of(3, 3),
    logVar: new Float32Array(2),
  });
  assertEquals([one.axes.length, one.shares], [1, [0]]);
});
