import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { logMeanExp } from "../../lib/math/log_mean_exp.ts";

it("logMeanExp() is the logarithm of the mean of the exponentials", () => {
  const values = [-1.5, 0.25, 2, -40];
  const mean = values.reduce((sum, value) => sum + Math.exp(value), 0) / 4;
  assertAlmostEquals(logMeanExp(values), Math.log(mean), 1e-15);
});

it("logMeanExp() neither overflows nor underflows", () => {
  assertAlmostEquals(logMeanExp([1000, 1000 + Math.log(3)]), 1000 + Math.log(2), 1e-12);
  assertAlmostEquals(logMeanExp([-5000, -9000]), -5000 - Math.log(2), 1e-12);
  assertEquals(logMeanExp([-7]), -7);
});

it("logMeanExp() takes -Infinity as the logarithm of 0, and hands on Infinity and NaN", () => {
  assertEquals(logMeanExp([-Infinity, -Infinity]), -Infinity);
  assertAlmostEquals(logMeanExp([-Infinity, 0]), -Math.log(2), 1e-15);
  assertEquals(logMeanExp([Infinity, 0]), Infinity);
  assertEquals(logMeanExp([0, NaN]), NaN);
});

it("logMeanExp() refuses nothing at all", () => {
  assertThrows(() => logMeanExp([]), RangeError, "one or more");
});
