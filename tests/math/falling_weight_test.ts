import { assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { fallingWeight } from "../../lib/math/falling_weight.ts";
import { klWeight } from "../../lib/math/kl_weight.ts";
import { schedule } from "../../lib/train/schedule.ts";

it("fallingWeight() falls in a line from its peak to 1, and stays there", () => {
  const at = [0, 1, 2.5, 5, 6, 100].map((epochs) => fallingWeight(epochs, { peak: 11, fall: 5 }));
  assertEquals(at, [11, 9, 6, 1, 1, 1]);
  assertEquals(fallingWeight(0.5, { peak: 1, fall: 5 }), 1);
});

it("fallingWeight() takes the weights of the lab's annealing in reverse order", () => {
  // annealing: k / n in epoch k; falling from n to 1 in n - 1 epochs: n times the same, backwards.
  const n = 5;
  const up = Array.from({ length: n }, (_, k) => n * klWeight(k + 1, { warmUp: 0, annealing: n }));
  const down = Array.from({ length: n }, (_, k) => fallingWeight(k, { peak: n, fall: n - 1 }));
  assertEquals(down, up.toReversed());
});

it("fallingWeight() never rises, and lies between its peak and 1", () => {
  const peak = fc.double({ min: 1, max: 1e3, noNaN: true });
  const fall = fc.double({ min: 0.01, max: 50, noNaN: true });
  const epochs = fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { minLength: 2 });
  fc.assert(fc.property(peak, fall, epochs, (peak, fall, epochs) => {
    const weights = epochs.toSorted((a, b) => a - b).map((e) => fallingWeight(e, { peak, fall }));
    assertEquals(weights, weights.toSorted((a, b) => b - a));
    for (const weight of weights) assertEquals(weight >= 1 && weight <= peak, true);
  }));
});

it("fallingWeight() refuses a peak below 1 and a fall of no time", () => {
  assertThrows(() => fallingWeight(0, { peak: 0.5, fall: 1 }), RangeError, "peak must be");
  assertThrows(() => fallingWeight(0, { peak: 2, fall: 0 }), RangeError, "fall must be");
});

it("schedule() falling changes from batch to batch", () => {
  const falling = schedule({ schedule: "falling", peak: 5, fall: 2 });
  const at = (epoch: number, batch: number) => falling({ epoch, batch, batches: 4, batchSize: 8 });
  assertEquals([at(1, 0), at(1, 2), at(2, 0), at(2, 2), at(3, 0)], [5, 4, 3, 2, 1]);
});
