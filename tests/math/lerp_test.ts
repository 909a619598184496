import { assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { lerp } from "../../lib/math/lerp.ts";

it("lerp() walks from one point to the other in equal steps, both ends included", () => {
  assertEquals(lerp([0, 8], [1, -8], 5), Float32Array.of(0, 8, 0.25, 4, 0.5, 0, 0.75, -4, 1, -8));
  assertEquals(lerp([3], [5], 2), Float32Array.of(3, 5));
});

it("lerp() ends on its ends exactly, where a + t (b - a) would miss the second", () => {
  const [a, b] = [Math.fround(1e8), Math.fround(0.1)];
  assertEquals(lerp([a], [b], 3).at(-1), b);
});

it("lerp() refuses points of two lengths, and a line of fewer than 2 points", () => {
  assertThrows(() => lerp([1], [1, 2], 3), RangeError, "got 1 and 2");
  for (const steps of [1, 2.5, NaN]) {
    assertThrows(() => lerp([1], [2], steps), RangeError, `from 2 on, got ${steps}`);
  }
});
