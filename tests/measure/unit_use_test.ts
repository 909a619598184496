/** Which units are in use, and codes along one of them. */
import { assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { usedUnits } from "../../lib/measure/collapse_state.ts";
import { traversalCodes } from "../../lib/measure/traversal_codes.ts";
import { unitsInUse } from "../../lib/measure/units_in_use.ts";

it("unitsInUse() takes nats and a mean that varies", () => {
  const metrics = { klPerUnit: [2, 8, 0.01, 0.02], varianceOfMu: [0.9, 0.01, 0.9, 0.011] };
  assertEquals(unitsInUse(metrics), [true, false, false, true]);
});

it("unitsInUse() are as many as usedUnits() counts, where no unit has nats without telling anything", () => {
  const klPerUnit = [2, 0.5, 0.001, 0];
  const varianceOfMu = [0.9, 0.2, 0.001, 0];
  const evidence = { klPerUnit, activeUnits: 2, reconstruction: 1, meanImageError: 2 };
  const used = unitsInUse({ klPerUnit, varianceOfMu });
  assertEquals(used.filter(Boolean).length, usedUnits(evidence));
});

it("traversalCodes() moves one unit from 3 standard deviations below its mean to 3 above", () => {
  const codes = traversalCodes([1, 2, 3], 1, { mean: 0.5, std: 2 });
  assertEquals(codes.length, 27);
  assertEquals([...codes.filter((_, i) => i % 3 === 1)], [
    ...[-5.5, -4, -2.5, -1, 0.5, 2, 3.5, 5, 6.5],
  ]);
  assertEquals([...new Set(codes.filter((_, i) => i % 3 !== 1))], [1, 3]);
});

it("traversalCodes() refuses a unit that there is not, and a single step", () => {
  const gaussian = { mean: 0, std: 1 };
  assertThrows(() => traversalCodes([1, 2], 2, gaussian), RangeError, "unit must be");
  assertThrows(() => traversalCodes([1], 0, gaussian, { steps: 1 }), RangeError, "steps must be");
});
