import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { cyclicalWeight } from "../../lib/math/cyclical_weight.ts";

it("cyclicalWeight() rises and stays in each cycle", () => {
  const weights = (cycles: number, rise: number) =>
    Array.from({ length: 8 }, (_, i) => cyclicalWeight(i, 8, { cycles, rise }));
  assertEquals(weights(2, 0.5), [0, 0.5, 1, 1, 0, 0.5, 1, 1]);
  assertEquals(weights(1, 1), [0, 1, 2, 3, 4, 5, 6, 7].map((i) => i / 8));
  assertEquals(weights(4, 0.5), [0, 1, 0, 1, 0, 1, 0, 1]);
});

it("cyclicalWeight() keeps the paper's rounding where the cycles do not divide the training", () => {
  // T = 10, M = 4: a cycle starts anew after ceil(T / M) = 3 iterations, tau counts in T / M = 2.5.
  const weights = Array.from(
    { length: 10 },
    (_, i) => cyclicalWeight(i, 10, { cycles: 4, rise: 1 }),
  );
  assertEquals(weights, [0, 0.4, 0.8, 0, 0.4, 0.8, 0, 0.4, 0.8, 0]);
});
