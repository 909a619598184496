/** The two steps of the proof of Exercise 1.1, each against quadrature. */
import { assertAlmostEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { expectation } from "../../lib/math/expectation.ts";
import { expectedLogDensity } from "../../lib/math/expected_log_density.ts";
import { logDensity } from "../../lib/math/gaussian.ts";
import { klUnivariate } from "../../lib/math/kl_univariate.ts";
import "../fixed_seed.ts";
import { gaussians } from "./arbitraries.ts";
import { assertClose } from "./assert_close.ts";

it("expectedLogDensity(q, q) is -1/2 (1 + log(2 pi sigma2^2))", () => {
  fc.assert(fc.property(gaussians(), (q) => {
    const step = -(1 + Math.log(2 * Math.PI * q.std ** 2)) / 2;
    assertAlmostEquals(expectedLogDensity(q, q), step, 1e-13);
  }));
});

it("expectedLogDensity(q, p) is E_q[log p] by quadrature, to 1e-9", () => {
  fc.assert(fc.property(gaussians(), gaussians(), (q, p) => {
    const value = expectation(q, (x) => logDensity(p, x));
    assertClose(value, expectedLogDensity(q, p), 1e-9);
  }));
});

it("expectedLogDensity(q, q) - expectedLogDensity(q, p) is the KL divergence", () => {
  fc.assert(fc.property(gaussians(), gaussians(), (q, p) => {
    const difference = expectedLogDensity(q, q) - expectedLogDensity(q, p);
    assertClose(difference, klUnivariate(q, p), 1e-13);
  }));
});

it("expectedLogDensity() divides by sigma1^2: the notebook's sigma2^2 there is a misprint", () => {
  const [q, p] = [{ mean: 1, std: 0.5 }, { mean: 0, std: 2 }];
  const secondStep = (denominator: number) =>
    -Math.log(2 * Math.PI * p.std ** 2) / 2 - (q.std ** 2 + (p.mean - q.mean) ** 2) / denominator;
  const value = expectation(q, (x) => logDensity(p, x));
  assertAlmostEquals(secondStep(2 * p.std ** 2), value, 1e-12);
  assertAlmostEquals(secondStep(2 * q.std ** 2) - value, -2.34375, 1e-12);
});

it("expectedLogDensity() refuses what is no Gaussian", () => {
  const standard = { mean: 0, std: 1 };
  const bad = { mean: 0, std: NaN };
  assertThrows(() => expectedLogDensity(bad, standard), RangeError, "q.std must be");
  assertThrows(() => expectedLogDensity(standard, bad), RangeError, "p.std must be");
});
