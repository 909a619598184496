import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { entropy } from "../../lib/math/entropy.ts";

it("entropy() of n equal counts is log n, of a single one 0", () => {
  assertAlmostEquals(entropy([3, 3, 3]), Math.log(3), 1e-15);
  assertEquals(entropy([0, 7, 0]), 0);
  assertEquals(entropy([0, 0]), 0);
});

it("entropy() of 1, 2 and 1 is 3/2 log 2", () => {
  assertAlmostEquals(entropy([1, 2, 1, 0]), 1.5 * Math.log(2), 1e-15);
});

it("entropy() refuses what is no count", () => {
  assertThrows(() => entropy([1, -1]), RangeError, "counts[1] must be");
  assertThrows(() => entropy([NaN]), RangeError, "got NaN");
});
