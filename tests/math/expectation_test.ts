/** Expectations under a Gaussian by quadrature. */
import { assert, assertAlmostEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { expectation } from "../../lib/math/expectation.ts";
import "../fixed_seed.ts";
import { gaussians } from "./arbitraries.ts";

it("expectation() knows the Gaussian's mass and its first four moments", () => {
  fc.assert(fc.property(gaussians(), (q) => {
    const central = (k: number) => expectation(q, (x) => ((x - q.mean) / q.std) ** k);
    const off = [1, 0, 1, 0, 3].map((moment, k) => Math.abs(central(k) - moment));
    assert(off.every((each) => each < 1e-10), `off by ${off}`);
  }));
});

it("expectation() refuses what is no Gaussian", () => {
  const message = "q.std must be a finite number above 0, got -1";
  assertThrows(() => expectation({ mean: 0, std: -1 }, Math.abs), RangeError, message);
});

it("expectation() of what has a kink is good to 1e-4, and of a wave to rounding", () => {
  const standard = { mean: 0, std: 1 };
  // E|x| = sqrt(2 / pi), E cos(x) = exp(-1/2)
  assertAlmostEquals(expectation(standard, Math.abs), Math.sqrt(2 / Math.PI), 1e-4);
  assertAlmostEquals(expectation(standard, Math.cos), Math.exp(-0.5), 1e-15);
});

it("expectation() refuses a function that is not finite, and says where", () => {
  const message = "f must be finite, got NaN at -1";
  const broken = (x: number) => x === -1 ? NaN : 0;
  assertThrows(() => expectation({ mean: 0, std: 1 }, broken), RangeError, message);
});
