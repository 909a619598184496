import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
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

it("sigmoidWeight() is 1/4 and 3/4 at log(3) / steepness to either side, however flat it is", () => {
  for (const steepness of [0.25, 1, 40]) {
    const quarter = Math.log(3) / steepness;
    assertAlmostEquals(sigmoidWeight(7 - quarter, { midpoint: 7, steepness }), 0.25, 1e-12);
    assertAlmostEquals(sigmoidWeight(7 + quarter, { midpoint: 7, steepness }), 0.75, 1e-12);
  }
});

it("sigmoidWeight() refuses a schedule that does not rise", () => {
  const flat = () => sigmoidWeight(1, { midpoint: 1, steepness: 0 });
  assertThrows(flat, RangeError, "steepness must be a finite number above 0, got 0");
});
