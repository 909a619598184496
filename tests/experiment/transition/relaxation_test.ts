/** Extrapolation of a KL divergence that relaxes, against solutions of the logistic equation. */
import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { relaxation } from "../../../lib/experiment/transition/relaxation.ts";
import { assertSameDigits } from "../../math/assert_close.ts";

/** K' = g K (1 - K / end), from `start`. */
const logistic = (g: number, end: number, start: number) => (t: number) =>
  1 / (1 / end + (1 / start - 1 / end) * Math.exp(-g * t));

it("relaxation() finds the limit and the rate of logistic growth and of logistic decay", () => {
  for (const start of [0.002, 0.3]) {
    const k = logistic(0.05, 0.02, start);
    for (const t of [5, 40]) {
      const { limit, rate, settled } = relaxation([k(t), k(t + 10), k(t + 20)], 10, 1e-6);
      assertSameDigits(limit, 0.02, 1e-9);
      assertSameDigits(rate, 0.05, 1e-9);
      assert(!settled);
    }
    const [t] = [600];
    assert(relaxation([k(t), k(t + 10), k(t + 20)], 10, 1e-6).settled);
  }
});

it("relaxation() sees decay to 0 above the critical weight and at it, before it is over", () => {
  const above = logistic(-0.05, -0.02, 0.01); // the other root of the equation is below 0
  assertEquals(relaxation([above(0), above(9), above(18)], 9, 1e-6).limit, 0);
  const critical = (t: number) => 1 / (100 + 3 * t);
  const { limit, settled } = relaxation([critical(0), critical(9), critical(18)], 9, 1e-6);
  assert(limit < 1e-9 && !settled, `${limit}`);
});

it("relaxation() claims nothing of a course that turns, or still speeds up", () => {
  assertEquals(relaxation([0.01, 0.02, 0.015], 1, 1e-6).settled, false);
  assertEquals(relaxation([0.01, 0.02, 0.015], 1, 1e-6).limit, 0.015);
  const { limit, settled } = relaxation([1 / 100, 1 / 99, 1 / 90], 1, 1e-6);
  assertEquals([limit, settled], [1 / 90, false]);
});

it("relaxation() calls settled what does not move, and what is below the tolerance", () => {
  assertEquals(relaxation([0.5, 0.5, 0.5], 1, 1e-6), { limit: 0.5, rate: NaN, settled: true });
  const { limit, settled, rate } = relaxation([1e-5, 1e-6, 1e-7], 2, 1e-6);
  assertEquals([limit, settled], [0, true]);
  assertSameDigits(rate, Math.log(10) / 2, 1e-12);
});
