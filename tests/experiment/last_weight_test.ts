import { assertAlmostEquals, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { anneal } from "../../lib/experiment/anneal.ts";
import { naive } from "../../lib/experiment/naive.ts";
import { trainTask } from "../../lib/experiment/train_task.ts";
import { optionsOf } from "../../lib/run/training_task.ts";

it("lastWeight() of the naive run is beta, divided by the pixels", () => {
  assertEquals(naive.lastWeight!(optionsOf(naive, { beta: 3 }), 784), 3 / 784);
});

it("lastWeight() of an annealed run is what its last epoch has, not the full weight", () => {
  const weight = (epochs: number) =>
    anneal.lastWeight!(optionsOf(anneal, { beta: 3, epochs, annealing: 5 }), 784)!;
  assertAlmostEquals(weight(2), 1.2, 1e-12);
  assertEquals(weight(15), 3);
});

it("lastWeight() of any run follows its schedule, and is not known where the variance follows the error", () => {
  const weight = (given: Record<string, unknown>) =>
    trainTask.lastWeight!(optionsOf(trainTask, { beta: 2, ...given }), 784);
  assertEquals(weight({ schedule: "constant" }), 2);
  assertEquals(weight({ schedule: "cyclical" }), 2); // the second half of each cycle has the full weight
  assertAlmostEquals(weight({ schedule: "sigmoid", epochs: 3, midpoint: 3 })!, 1, 2e-3);
  assertEquals(weight({ decoder: "sigma" }), undefined);
});
