import { assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { summary } from "../../lib/math/summary.ts";

it("summary() gives the mean, the deviation with n - 1 below, and the extremes", () => {
  assertEquals(summary([2, 4, 4, 4, 5, 5, 7, 9]), {
    n: 8,
    mean: 5,
    deviation: Math.sqrt(32 / 7),
    low: 2,
    high: 9,
  });
});

it("summary() of one value has no deviation, and of none is refused", () => {
  assertEquals(summary([3]), { n: 1, mean: 3, deviation: 0, low: 3, high: 3 });
  assertThrows(() => summary([]), RangeError, "one or more, got none");
});
