import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { holm } from "../../lib/math/holm.ts";
import { pairedDifference } from "../../lib/math/paired_difference.ts";

it("pairedDifference() has Student's closed forms for two and three pairs", () => {
  // One degree of freedom is Cauchy's distribution: p = 1 - 2/pi atan(t).
  const one = pairedDifference([36, 38], [30, 31]);
  assertEquals(one.mean, 6.5);
  assertAlmostEquals(one.p, 1 - 2 / Math.PI * Math.atan(13), 1e-7);
  assertAlmostEquals(one.halfWidth, Math.tan(0.95 * Math.PI / 2) * 0.5, 1e-6);
  // Two: p = 1 - t / sqrt(2 + t^2).
  const two = pairedDifference([12, 13, 14], [5, 7, 9]);
  const t = 6 * Math.sqrt(3);
  assertAlmostEquals(two.p, 1 - t / Math.sqrt(2 + t * t), 1e-7);
  assertAlmostEquals(two.halfWidth, 4.302652729911275 / Math.sqrt(3), 1e-6);
});

it("pairedDifference() is Student's own example of ten patients", () => {
  // Hours of sleep gained by two drugs (Student 1908): t = 4.0621 with 9 degrees of freedom, p = 0.002833.
  const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
  const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
  const { mean, p, halfWidth } = pairedDifference(second, first);
  assertAlmostEquals(mean, 1.58, 1e-12);
  assertAlmostEquals(p, 0.002833, 1e-6);
  assertAlmostEquals(halfWidth, 2.4598858 - 1.58, 1e-6);
});

it("pairedDifference() tells nothing where nothing can be told", () => {
  assertEquals(pairedDifference([1], [9]).p, 1);
  assertEquals(pairedDifference([1, 2, NaN], [9, 8, 7]).p, 1);
  assertEquals(pairedDifference([1, 2, Infinity], [9, 8, 7]).p, 1);
  assertEquals(pairedDifference([1, 2, 3], [1, 2, 3]).p, 1);
  assertEquals(pairedDifference([2, 3, 4], [1, 2, 3]), { mean: 1, halfWidth: 0, p: 0 });
  assertEquals(pairedDifference([1, 0], [0, 1]).p, 1); // which jstat makes 1.00000004
  assertThrows(() => pairedDifference([1, 2], [1]), RangeError, "got 2 and 1");
});

it("holm() multiplies by the number of tests that are left", () => {
  assertEquals(holm([0.01, 0.04, 0.03, 0.005]).map((p) => p.toFixed(3)), [
    "0.030",
    "0.060",
    "0.060",
    "0.020",
  ]);
  assertEquals(holm([0.7, 0.9]), [1, 1]);
  assertEquals(holm([]), []);
  assertThrows(() => holm([0.5, NaN]), RangeError, "a p-value must be a finite number from 0 to 1");
  const ps = [0.2, 0.001, 0.04, 0.04, 0.9];
  const corrected = holm(ps);
  for (const [i, p] of ps.entries()) assert(corrected[i] >= p && corrected[i] <= 1);
});
