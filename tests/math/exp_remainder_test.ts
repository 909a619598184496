/** exp(x) - 1 - x against values of 60-digit arithmetic (mpmath 1.3: `expm1(x) - x`). */
import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { expRemainder } from "../../lib/math/exp_remainder.ts";
import "../fixed_seed.ts";
import { assertSameDigits } from "./assert_close.ts";

const exact = [
  [-1e-16, 4.9999999999999996e-33],
  [1e-10, 5.000000000166667e-21],
  [-1e-4, 4.9998333374999171e-9],
  [0.002, 2.0013340002667557e-6],
  [-0.03, 0.0004455335485081769],
  [0.1, 0.0051709180756476254],
  [0.4999999, 0.14872120582800932],
  [-0.4999999, 0.10653062036570243],
  [0.5, 0.14872127070012815],
  [-0.5, 0.10653065971263342],
  [3, 16.085536923187668],
  [-40, 39],
  [700, 1.0142320547350045e304],
  [-1e300, 1e300],
];

for (const [x, expected] of exact) {
  it(`expRemainder(${x}) has all its digits`, () => {
    assertSameDigits(expRemainder(x), expected);
  });
}

it("expRemainder() is 0 at 0 and positive elsewhere, down to where x^2 underflows", () => {
  assertEquals(expRemainder(0), 0);
  fc.assert(fc.property(fc.double({ min: -1e300, max: 1e300, noNaN: true }), (x) => {
    if (Math.abs(x) > 1e-150) assert(expRemainder(x) > 0);
    else assert(expRemainder(x) >= 0);
  }));
});

it("expRemainder() is Infinity, never NaN, where the exponential overflows", () => {
  assertEquals(expRemainder(710), Infinity);
  assertEquals(expRemainder(Infinity), Infinity);
  assertEquals(expRemainder(-Infinity), Infinity);
});
