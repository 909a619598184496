/** Figures of a transition want something to draw; what they draw, draw_table_test.ts compares. */
import { assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import {
  drawFlow,
  drawNonlinear,
  drawTrained,
} from "../../../lib/experiment/transition/draw_transition.ts";

it("the figures of a transition refuse to be drawn from nothing", async () => {
  for (const draw of [drawFlow, drawNonlinear, drawTrained]) {
    await assertRejects(() => draw([], 100), RangeError, "points");
  }
});
