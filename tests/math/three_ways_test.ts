/** A quantity found in three ways: how far these are apart. */
import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { disagreement, errorsOff } from "../../lib/math/three_ways.ts";

it("errorsOff() counts standard errors, not rounding", () => {
  const off = (estimate: number, standardError: number) =>
    errorsOff({ closed: 1, monteCarlo: { estimate, standardError } });
  assert(Math.abs(off(1.3, 0.1) - 3) < 1e-9);
  assertEquals(off(1 + 1e-15, 0), 0);
});

it("disagreement() is relative to large values, absolute of small ones, and the largest", () => {
  const monteCarlo = { estimate: 0, standardError: 0 };
  const ways = (closed: number, quadrature: number) => ({ closed, quadrature, monteCarlo });
  assertEquals(disagreement([ways(100, 101), ways(0, 0.001)]), 0.01);
  assertEquals(disagreement([ways(0, 0.001)]), 0.001);
});
