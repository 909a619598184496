import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { highestBelowLeaps, leapBound, leapDomain } from "../../lib/figure/leap_bound.ts";

it("leapBound() is above all that grows, and below what overflows", () => {
  assertEquals(leapBound([]), 100);
  assertEquals(leapBound([0.01, 5]), 100); // a code that is found is no leap
  const losses = [...Array(14).fill(40), 163_615];
  assertEquals(leapBound(losses), 400);
  assertEquals(highestBelowLeaps(losses), 40);
  assertEquals(highestBelowLeaps([543, 206, 180]), 543); // cross-entropy from its start
  assertEquals(highestBelowLeaps([]), 0);
  assertEquals(leapDomain(losses), [0, 44]);
  assertEquals(leapDomain([543, 206, 180]), undefined);
});
