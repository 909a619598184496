import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { breather } from "../../lib/data/breather.ts";

/** Computes without a pause. */
function compute(milliseconds: number): void {
  for (const start = performance.now(); performance.now() - start < milliseconds;);
}

it("a long computation that breathes gives timers their turn, and one that does not gives none", async () => {
  for (const [step, wanted] of [[60, true], [0, false]] as const) {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    const breathe = breather();
    for (let i = 0; i < 4; i++) {
      compute(step);
      await breathe();
    }
    clearInterval(timer);
    assertEquals(ticks > 0, wanted, `${ticks} ticks`);
  }
});
