/** The integrands of Exercise 1.1, integrated, against the closed forms. */
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { expectedLogDensity } from "../../lib/math/expected_log_density.ts";
import type { Gaussian } from "../../lib/math/gaussian.ts";
import { type KlIntegrands, klIntegrands } from "../../lib/math/kl_integrands.ts";
import { klUnivariate } from "../../lib/math/kl_univariate.ts";
import "../fixed_seed.ts";
import { gaussians } from "./arbitraries.ts";
import { assertClose } from "./assert_close.ts";

/** The integral of one of them by the trapezoid rule over 12 standard deviations of q either side. */
function integral(q: Gaussian, p: Gaussian, name: keyof KlIntegrands): number {
  const step = q.std / 32;
  let sum = 0;
  for (let i = -384; i <= 384; i++) sum += klIntegrands(q, p, q.mean + i * step)[name];
  return sum * step;
}

it("klIntegrands() integrate to the steps of the proof and to the divergence", () => {
  fc.assert(fc.property(gaussians(), gaussians(), (q, p) => {
    assertClose(integral(q, p, "q"), 1, 1e-12);
    assertClose(integral(q, p, "logQ"), expectedLogDensity(q, q), 1e-9);
    assertClose(integral(q, p, "logP"), expectedLogDensity(q, p), 1e-9);
    assertClose(integral(q, p, "kl"), klUnivariate(q, p), 1e-9);
  }));
});

it("klIntegrands() of q and p exchanged have the densities exchanged", () => {
  fc.assert(fc.property(gaussians(), gaussians(), (q, p) => {
    const [one, other] = [klIntegrands(q, p, q.mean), klIntegrands(p, q, q.mean)];
    assertEquals([one.q, one.p], [other.p, other.q]);
  }));
});

it("klIntegrands() by hand, at the mean of a standard normal", () => {
  const { q, p, logQ, logP, kl } = klIntegrands({ mean: 0, std: 1 }, { mean: 0, std: 2 }, 0);
  const peak = 1 / Math.sqrt(2 * Math.PI);
  assertAlmostEquals(q, peak, 1e-15);
  assertAlmostEquals(p, peak / 2, 1e-15);
  assertAlmostEquals(logQ, peak * Math.log(peak), 1e-15);
  assertAlmostEquals(logP, peak * Math.log(peak / 2), 1e-15);
  assertAlmostEquals(kl, peak * Math.log(2), 1e-15);
});

it("klIntegrands() are 0, not NaN, far in the tails of q", () => {
  const { q, logQ, logP, kl } = klIntegrands({ mean: 0, std: 1 }, { mean: 0, std: 2 }, 1000);
  assert([q, logQ, logP, kl].every((value) => value === 0));
});

it("klIntegrands() refuses what is no Gaussian", () => {
  const [good, bad] = [{ mean: 0, std: 1 }, { mean: 0, std: -1 }];
  assertThrows(() => klIntegrands(bad, good, 0), RangeError, "std must be");
  assertThrows(() => klIntegrands(good, bad, 0), RangeError, "std must be");
});
