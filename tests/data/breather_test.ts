import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { breather } from "../../lib/data/breather.ts";
import { itNeeds } from "../needs.ts";

/** Computes without a pause. */
function compute(milliseconds: number): void {
  for (const start = performance.now(); performance.now() - start < milliseconds;);
}

it("a long computation that pauses gives timers their turn, and one that does not gives none", async () => {
  for (const [step, wanted] of [[60, true], [0, false]] as const) {
    const breathe = breather();
    compute(step);
    await breathe(); // the first pause is a long one, and those that follow are not
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    for (let i = 0; i < 4; i++) {
      compute(step);
      await breathe();
    }
    clearInterval(timer);
    assertEquals(ticks > 0, wanted, `${ticks} ticks`);
  }
});

itNeeds(["run"], "a computation of slow steps hears a signal within two of them", async () => {
  if (Deno.build.os === "windows") return; // has none to send
  let heard = false;
  const listener = () => heard = true;
  Deno.addSignalListener("SIGUSR2", listener);
  try {
    const breathe = breather();
    for (let step = 0; step < 3; step++) {
      compute(60);
      await breathe();
    }
    Deno.kill(Deno.pid, "SIGUSR2");
    for (let step = 0; step < 2; step++) {
      compute(450);
      await breathe();
    }
    assert(heard);
  } finally {
    Deno.removeSignalListener("SIGUSR2", listener);
  }
});
