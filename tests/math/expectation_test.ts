/** Expectations under a Gaussian by quadrature. */
import { assert, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { expectation } from "../../lib/math/expectation.ts";
import "../fixed_seed.ts";
import { gaussians } from "./arbitraries.ts";

it("expectation() knows the Gaussian's mass and its first four moments", () => {
  fc.assert(fc.property(gaussians(), (q) => {
    const central = (k: number) => expectation(q, (x) => ((x - q.mean) / q.std) ** k).value;
    const off = [1, 0, 1, 0, 3].map((moment, k) => Math.abs(central(k) - moment));
    assert(off.every((each) => each < 1e-10), `off by ${off}`);
  }));
});

it("expectation() refuses what is no Gaussian", () => {
  const message = "q.std must be a finite number above 0, got -1";
  assertThrows(() => expectation({ mean: 0, std: -1 }, Math.abs), RangeError, message);
});
