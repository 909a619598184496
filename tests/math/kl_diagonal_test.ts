/** The closed form of Exercise 1.2: a diagonal Gaussian against the standard normal. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { expectation } from "../../lib/math/expectation.ts";
import { logDensity } from "../../lib/math/gaussian.ts";
import { klDiagonal } from "../../lib/math/kl_diagonal.ts";
import { klUnivariate } from "../../lib/math/kl_univariate.ts";
import "../fixed_seed.ts";
import { between, posteriors } from "./arbitraries.ts";
import { assertClose, assertSameDigits } from "./assert_close.ts";

const standard = { mean: 0, std: 1 };

it("klDiagonal() is the lab's formula", () => {
  fc.assert(fc.property(posteriors(), ({ mean, logVar }) => {
    const terms = mean.map((mu, i) => 1 + logVar[i] - Math.exp(logVar[i]) - mu ** 2);
    const lab = -1 / 2 * terms.reduce((sum, term) => sum + term, 0);
    assertClose(klDiagonal(mean, logVar), lab, 1e-13);
  }));
});

it("klDiagonal() is the sum of the univariate divergences", () => {
  fc.assert(fc.property(posteriors(), ({ mean, logVar }) => {
    const parts = mean.map((mu, i) =>
      klUnivariate({ mean: mu, std: Math.exp(logVar[i] / 2) }, standard)
    );
    assertClose(klDiagonal(mean, logVar), parts.reduce((sum, part) => sum + part, 0), 1e-13);
  }));
});

it("klDiagonal() is additive over the dimensions, in any order", () => {
  fc.assert(fc.property(posteriors(), posteriors(), (a, b) => {
    const joint = klDiagonal([...a.mean, ...b.mean], [...a.logVar, ...b.logVar]);
    const swapped = klDiagonal([...b.mean, ...a.mean], [...b.logVar, ...a.logVar]);
    const sum = klDiagonal(a.mean, a.logVar) + klDiagonal(b.mean, b.logVar);
    assertClose(joint, sum, 1e-14);
    assertClose(swapped, sum, 1e-14);
  }));
});

it("klDiagonal() is E_q[log q - log p] by quadrature, to 1e-9", () => {
  fc.assert(fc.property(between(-5, 5), between(-10, 10), (mean, logVar) => {
    const q = { mean, std: Math.exp(logVar / 2) };
    const value = expectation(q, (x) => logDensity(q, x) - logDensity(standard, x));
    assertClose(value, klDiagonal([mean], [logVar]), 1e-9);
  }));
});

it("klDiagonal() is zero at the prior", () => {
  for (let d = 0; d <= 16; d++) {
    assertEquals(klDiagonal(Array(d).fill(0), new Float32Array(d)), 0);
  }
});

it("klDiagonal() is positive elsewhere, however near", () => {
  fc.assert(
    fc.property(between(-100, 100), between(-700, 700), (mean, logVar) => {
      // Below 1e-150 the squares underflow.
      fc.pre(Math.abs(mean) > 1e-150 || Math.abs(logVar) > 1e-150);
      assert(klDiagonal([mean], [logVar]) > 0);
    }),
    { numRuns: 1000 },
  );
  assertSameDigits(klDiagonal([0], [1e-12]), 2.5e-25, 1e-12);
  assertSameDigits(klDiagonal([1e-12], [0]), 5e-25);
});

it("klDiagonal() grows like -(1 + logVar) / 2 as the variance goes to 0", () => {
  for (const logVar of [-100, -800, -1e6, -1e300]) {
    assertSameDigits(klDiagonal([0], [logVar]), -(1 + logVar) / 2);
  }
});

it("klDiagonal() grows like exp(logVar) / 2 as the variance goes to infinity, and overflows", () => {
  assertSameDigits(klDiagonal([0], [700]), Math.exp(700) / 2);
  assertEquals(klDiagonal([0], [710]), Infinity);
});

it("klDiagonal() refuses unequal lengths and what is not finite, and names the culprit", () => {
  const lengths = "mean and logVar must have the same length, got 2 and 1";
  assertThrows(() => klDiagonal([0, 0], [0]), RangeError, lengths);
  const mean = "mean[1] must be a finite number, got NaN";
  assertThrows(() => klDiagonal([0, NaN], [0, 0]), RangeError, mean);
  const logVar = "logVar[0] must be a finite number, got Infinity";
  assertThrows(() => klDiagonal([0, 0], new Float64Array([Infinity, 0])), RangeError, logVar);
});
