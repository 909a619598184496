/** The transition rounded by finite samples, against quadrature. */
import { assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { linearTransition } from "../../lib/theory/linear_transition.ts";
import { roundedTransition } from "../../lib/theory/rounded_transition.ts";
import { assertClose } from "../math/assert_close.ts";

/** The mean of the exact KL divergence over log-normal eigenvalues around 1, by the trapezoid rule. */
function quadrature(ratio: number, spread: number): number {
  const n = 40_000, from = -9, to = 9;
  let sum = 0;
  for (let i = 0; i <= n; i++) {
    const z = from + (to - from) * i / n;
    const density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    sum += linearTransition(Math.exp(spread * z), 2 * ratio).kl * density;
  }
  return sum * (to - from) / n;
}

it("roundedTransition() is the mean over data sets of unrounded transitions", () => {
  for (const ratio of [0.7, 0.95, 1, 1.03, 1.3]) {
    for (const spread of [0.002, 0.04, 0.3]) {
      assertClose(roundedTransition(ratio, spread), quadrature(ratio, spread), 1e-6);
    }
  }
});

it("roundedTransition() without spread is sharp, and with it has no jump at the critical weight", () => {
  assertClose(roundedTransition(0.9, 0), -Math.log(0.9) / 2, 1e-15);
  assertEquals(roundedTransition(1.1, 0), 0);
  assertClose(roundedTransition(1, 0.04), 0.04 / Math.sqrt(8 * Math.PI), 1e-12);
  assertThrows(() => roundedTransition(0, 0.1), RangeError, "ratio");
  assertThrows(() => roundedTransition(1, -1), RangeError, "spread");
});
