import { assert, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { thereAndBack } from "../../lib/math/there_and_back.ts";
import "../fixed_seed.ts";
import { between } from "./arbitraries.ts";
import { assertClose, assertSameDigits } from "./assert_close.ts";

it("thereAndBack() climbs in equal ratios, and comes back by the same weights", () => {
  const lows = between(0.01, 10);
  const ratios = between(1.1, 100);
  fc.assert(fc.property(lows, ratios, fc.integer({ min: 3, max: 80 }), (low, ratio, epochs) => {
    const ramp = { low, high: low * ratio, epochs };
    const weights = Array.from({ length: epochs }, (_, i) => thereAndBack(i + 1, ramp));
    assertEquals(weights, weights.toReversed());
    const up = weights.slice(0, Math.ceil(epochs / 2));
    assertEquals(up[0], low);
    assertSameDigits(up[up.length - 1], ramp.high, 1e-14);
    for (let i = 1; i < up.length; i++) {
      assert(up[i] > up[i - 1]);
      assertClose(up[i] / up[i - 1], ratio ** (1 / (up.length - 1)), 1e-12);
    }
  }));
});

it("thereAndBack() refuses weights without a ratio, and too few epochs", () => {
  const good = { low: 1, high: 4, epochs: 5 };
  for (
    const [wrong, message] of [
      [{ low: 0 }, "low must be a finite number above 0, got 0"],
      [{ high: NaN }, "high must be a finite number above 0, got NaN"],
      [{ epochs: 2 }, "epochs must be a whole number from 3 on, got 2"],
    ] as const
  ) {
    assertThrows(() => thereAndBack(1, { ...good, ...wrong }), RangeError, message);
  }
});
