/**
 * The closed form of Exercise 1.1 against its definition (quadrature), its properties and its
 * limits. The exact values are those of 60-digit arithmetic (mpmath 1.3) on the same float64
 * arguments.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { expectation } from "../../lib/math/expectation.ts";
import { type Gaussian, logDensity } from "../../lib/math/gaussian.ts";
import { klUnivariate } from "../../lib/math/kl_univariate.ts";
import "../fixed_seed.ts";
import { anyGaussian, between, gaussians } from "./arbitraries.ts";
import { assertClose, assertSameDigits } from "./assert_close.ts";

const normal = (mean: number, std: number): Gaussian => ({ mean, std });
const standard = normal(0, 1);

it("klUnivariate() is the lab's formula", () => {
  fc.assert(fc.property(gaussians(), gaussians(), (q, p) => {
    const [mu1, sigma1, mu2, sigma2] = [p.mean, p.std, q.mean, q.std];
    const lab = Math.log(sigma1 / sigma2) +
      (sigma2 ** 2 + (mu1 - mu2) ** 2) / (2 * sigma1 ** 2) - 1 / 2;
    assertClose(klUnivariate(q, p), lab, 1e-13);
  }));
});

const exact: [q: Gaussian, p: Gaussian, kl: number][] = [
  [normal(1, 0.5), standard, 0.81814718055994531],
  [standard, normal(0, 1 + Number.EPSILON), 4.930380657631322e-32],
  [standard, normal(0, 1.00000001), 9.9999997117839196e-17],
  [normal(0, 0.99999), standard, 1.0000033333492314e-10],
  [normal(0, 1.2), standard, 0.037678443206045358],
  [normal(0, 0.55), standard, 0.24908700075562039],
  [normal(1e-9, 1), standard, 5.0000000000000006e-19],
  [normal(-3, 1e-3), normal(2, 7), 8.6087674790578585],
  [normal(0, 1e3), normal(0, 1e-3), 499999999985.68447],
  [normal(0, 1e-200), normal(0, 1e200), 920.53403719761827],
  [normal(5, 1e-310), normal(5, 3e-310), 0.65416784422366525],
  [normal(0, 1e150), standard, 4.9999999999999998e299],
  [normal(1e9, 1), normal(1e9 + 1, 1.0000001), 0.49999990000002494],
];

for (const [q, p, kl] of exact) {
  it(`klUnivariate() of ${Deno.inspect(q)} against ${Deno.inspect(p)} has its digits`, () => {
    assertSameDigits(
      klUnivariate(q, p),
      kl,
      Math.abs(Math.log(q.std / p.std)) > 100 ? 1e-13 : 2e-15,
    );
  });
}

it("klUnivariate() is E_q[log q - log p] by quadrature, to 1e-9", () => {
  fc.assert(fc.property(gaussians(), gaussians(), (q, p) => {
    const value = expectation(q, (x) => logDensity(q, x) - logDensity(p, x));
    assertClose(value, klUnivariate(q, p), 1e-9);
  }));
});

it("klUnivariate() is never negative and never NaN, whatever float64 holds", () => {
  fc.assert(
    fc.property(anyGaussian(), anyGaussian(), (q, p) => {
      assert(klUnivariate(q, p) >= 0);
    }),
    { numRuns: 1000 },
  );
});

it("klUnivariate() is exactly 0 where q = p", () => {
  fc.assert(fc.property(anyGaussian(), (q) => assertEquals(klUnivariate(q, { ...q }), 0)));
});

it("klUnivariate() is 0 nowhere else", () => {
  fc.assert(fc.property(gaussians(), gaussians(), (q, p) => {
    // A distance below 1e-150 sigma has a square that no float64 holds.
    fc.pre(q.std !== p.std || Math.abs(q.mean - p.mean) > 1e-150);
    assert(klUnivariate(q, p) > 0);
  }));
  fc.assert(fc.property(gaussians(), (q) => {
    const neighbour = q.std * (1 + Number.EPSILON);
    assert(klUnivariate(q, normal(q.mean, neighbour)) > 0);
    assert(klUnivariate(normal(q.mean, neighbour), q) > 0);
  }));
});

it("klUnivariate() keeps its value under a common shift", () => {
  fc.assert(fc.property(gaussians(), gaussians(), between(-10, 10), (q, p, shift) => {
    const shifted = klUnivariate(normal(q.mean + shift, q.std), normal(p.mean + shift, p.std));
    assertClose(shifted, klUnivariate(q, p), 1e-9);
  }));
});

it("klUnivariate() keeps its value under a common scale, to the bit for powers of 2", () => {
  const scaled = ({ mean, std }: Gaussian, by: number) => normal(mean * by, std * by);
  fc.assert(fc.property(gaussians(), gaussians(), between(1e-6, 1e6), (q, p, by) => {
    assertClose(klUnivariate(scaled(q, by), scaled(p, by)), klUnivariate(q, p), 1e-13);
  }));
  const means = between(1e-100, 10);
  const large = fc.record({ mean: means, std: between(1e-3, 1e3) });
  fc.assert(fc.property(large, large, fc.integer({ min: -500, max: 500 }), (q, p, log) => {
    assertEquals(klUnivariate(scaled(q, 2 ** log), scaled(p, 2 ** log)), klUnivariate(q, p));
  }));
});

it("klUnivariate() keeps its value under a common reflection", () => {
  fc.assert(fc.property(gaussians(), gaussians(), (q, p) => {
    const reflected = klUnivariate(normal(-q.mean, q.std), normal(-p.mean, p.std));
    assertEquals(reflected, klUnivariate(q, p));
  }));
});

it("klUnivariate() grows like -log(sigma) - 1/2 as q's sigma goes to 0", () => {
  for (const std of [1e-8, 1e-100, 1e-300, Number.MIN_VALUE]) {
    assertSameDigits(klUnivariate(normal(3, std), standard), 9 / 2 - Math.log(std) - 1 / 2);
  }
});

it("klUnivariate() grows like sigma^2 / 2 as q's sigma goes to infinity, and overflows", () => {
  for (const std of [1e9, 1e50, 1e150]) {
    assertSameDigits(klUnivariate(normal(3, std), standard), std * std / 2, 1e-12);
  }
  assertEquals(klUnivariate(normal(3, 1e160), standard), Infinity);
});

it("klUnivariate() grows like (sigma2^2 + distance^2) / (2 sigma1^2) as p's sigma goes to 0", () => {
  for (const std of [1e-9, 1e-50, 1e-150]) {
    assertSameDigits(klUnivariate(normal(3, 1), normal(0, std)), 10 / 2 / std / std, 1e-12);
  }
  assertEquals(klUnivariate(standard, normal(0, 1e-160)), Infinity);
});

it("klUnivariate() grows like log(sigma) - 1/2 as p's sigma goes to infinity", () => {
  for (const std of [1e9, 1e100, 1e300, Number.MAX_VALUE]) {
    assertSameDigits(klUnivariate(normal(3, 1), normal(0, std)), Math.log(std) - 1 / 2);
  }
});

it("klUnivariate() refuses NaN, infinities and a sigma of 0 or less, and names the culprit", () => {
  const bad = [normal(0, -1), normal(0, 0), normal(0, NaN), normal(NaN, 1), normal(Infinity, 1)];
  for (const gaussian of bad) {
    assertThrows(() => klUnivariate(gaussian, standard), RangeError, "q.");
    assertThrows(() => klUnivariate(standard, gaussian), RangeError, "p.");
  }
  const message = "p.std must be a finite number above 0, got -2";
  assertThrows(() => klUnivariate(standard, normal(0, -2)), RangeError, message);
});

it("klUnivariate() keeps its digits where the ratio of the standard deviations is subnormal", () => {
  // log(10^320) - 1/2; the ratio itself, 1e-320, has 11 bits.
  const kl = klUnivariate(normal(0, 1e-160), normal(0, 1e160));
  assertSameDigits(kl, 320 * Math.LN10 - 1 / 2, 1e-14);
});
