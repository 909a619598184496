import { assertEquals, assertThrows } from "@std/assert";
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

it("cyclicalWeight() takes a training of one batch, and refuses what is no cycle", () => {
  assertEquals(cyclicalWeight(0, 1, { cycles: 1, rise: 1 }), 0);
  for (
    const [iteration, iterations, cycles, rise, message] of [
      [0, 0, 1, 1, "iterations must be a whole number from 1 on, got 0"],
      [-1, 8, 1, 1, "iteration must be a finite number from 0 on, got -1"],
      [0, 8, 0, 1, "cycles must be a finite number above 0, got 0"],
      [0, 8, 1, 0, "rise must be a finite number above 0 to 1, got 0"],
      [0, 8, 1, 1.5, "rise must be a finite number above 0 to 1, got 1.5"],
    ] as const
  ) {
    assertThrows(
      () => cyclicalWeight(iteration, iterations, { cycles, rise }),
      RangeError,
      message,
    );
  }
});
