import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { largestUnits } from "../../lib/figure/largest_units.ts";

it("largestUnits() takes those whose KL was largest at any time, by number", () => {
  assertEquals(largestUnits([[0, 2, 1, 0], [3, 0, 1, 0]], 2), [0, 1]);
  assertEquals(largestUnits([[0, 2, 1, 0], [3, 0, 1, 0]], 3), [0, 1, 2]);
  assertEquals(largestUnits([[0, 2, 1, 5], [3, 0, 1, 0]], 2), [0, 3]);
  assertEquals(largestUnits([[1, 2]], 64), [0, 1]);
  assertEquals(largestUnits([[5]], 1), [0]);
});
