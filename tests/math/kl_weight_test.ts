/** The KL weight schedule: the lab's table, the notebook's own example, and what holds for any. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { klWeight } from "../../lib/math/kl_weight.ts";
import "../fixed_seed.ts";

const weights = (epochs: number, warmUp: number, annealing: number) =>
  Array.from({ length: epochs }, (_, i) => klWeight(i + 1, { warmUp, annealing }));

const epochs = fc.integer({ min: 1, max: 200 });
const schedules = fc.record({
  warmUp: fc.integer({ min: 0, max: 100 }),
  annealing: fc.integer({ min: 0, max: 100 }),
});

it("klWeight() is the lab's annealed run: 0.20 0.40 0.60 0.80 1.00 1.00 ...", () => {
  const printed = weights(15, 0, 5).map((weight) => weight.toFixed(2)).join(" ");
  assertEquals(printed, "0.20 0.40 0.60 0.80 " + Array(11).fill("1.00").join(" "));
});

it("klWeight() is the notebook's example (5, 10): 0 at first, rising until epoch 15", () => {
  const expected = [0, 0, 0, 0, 0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1, 1];
  assertEquals(weights(17, 5, 10), expected);
});

it("klWeight() is a step where there is no annealing, and 1 where there is no schedule", () => {
  assertEquals(weights(5, 3, 0), [0, 0, 1, 1, 1]);
  assertEquals(weights(3, 0, 0), [1, 1, 1]);
});

it("klWeight() lies between 0 and 1", () => {
  fc.assert(fc.property(epochs, schedules, (epoch, schedule) => {
    const weight = klWeight(epoch, schedule);
    assert(weight >= 0 && weight <= 1);
  }));
});

it("klWeight() never falls, and rises by 1 / annealing on the ramp", () => {
  fc.assert(fc.property(epochs, schedules, (epoch, schedule) => {
    const rise = klWeight(epoch + 1, schedule) - klWeight(epoch, schedule);
    const { warmUp, annealing } = schedule;
    const onRamp = annealing > 0 && epoch >= warmUp && epoch < warmUp + annealing;
    if (onRamp) assert(Math.abs(rise - 1 / annealing) < 1e-15);
    else assert(rise === 0 || (annealing === 0 && epoch + 1 === warmUp && rise === 1));
  }));
});

it("klWeight() is 0 before the warm-up ends and 1 from the end of the ramp on", () => {
  fc.assert(fc.property(epochs, schedules, (epoch, schedule) => {
    const weight = klWeight(epoch, schedule);
    if (epoch < schedule.warmUp) assertEquals(weight, 0);
    if (epoch >= schedule.warmUp + schedule.annealing) assertEquals(weight, 1);
  }));
});

it("klWeight() of a longer warm-up is the same schedule, later", () => {
  fc.assert(fc.property(epochs, schedules, fc.nat(50), (epoch, { warmUp, annealing }, delay) => {
    const later = klWeight(epoch + delay, { warmUp: warmUp + delay, annealing });
    assertEquals(later, klWeight(epoch, { warmUp, annealing }));
  }));
});

it("klWeight() refuses negative and missing numbers, and names them", () => {
  const cases = [
    [1, -1, 5, "warmUp must be 0 or more, got -1"],
    [1, 0, -5, "annealing must be 0 or more, got -5"],
    [1, 0, NaN, "annealing must be 0 or more, got NaN"],
    [NaN, 0, 5, "epoch must be 0 or more, got NaN"],
  ] as const;
  for (const [epoch, warmUp, annealing, message] of cases) {
    assertThrows(() => klWeight(epoch, { warmUp, annealing }), RangeError, message);
  }
});
