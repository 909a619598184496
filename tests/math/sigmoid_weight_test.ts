import { assertAlmostEquals, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { sigmoidWeight } from "../../lib/math/sigmoid_weight.ts";

it("sigmoidWeight() is the logistic function of the epochs", () => {
  const shape = { midpoint: 2.5, steepness: 2 };
  assertEquals(sigmoidWeight(2.5, shape), 0.5);
  assertAlmostEquals(sigmoidWeight(0, shape), 1 / (1 + Math.exp(5)), 1e-15);
  assertAlmostEquals(sigmoidWeight(4, shape) + sigmoidWeight(1, shape), 1, 1e-15);
  const slope = (sigmoidWeight(2.5 + 1e-6, shape) - sigmoidWeight(2.5 - 1e-6, shape)) / 2e-6;
  assertAlmostEquals(slope, shape.steepness / 4, 1e-6);
});
