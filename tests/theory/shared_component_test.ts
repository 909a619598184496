/** The saddle of superfluous units, against the flow that stays on it, and the optimum. */
import { assert, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { LinearFlow } from "../../lib/experiment/transition/reduced_linear_vae.ts";
import { linearVae } from "../../lib/theory/linear_vae.ts";
import { sharedComponentKl } from "../../lib/theory/shared_component.ts";
import { assertClose } from "../math/assert_close.ts";

it("sharedComponentKl() is where the flow ends that starts with equal units", () => {
  for (const [l, ratio, m] of [[5, 0.8, 2], [5, 0.98, 2], [1, 0.6, 3], [2, 0.9, 8]]) {
    const beta = 2 * l * ratio;
    const flow = new LinearFlow([l], {
      decoder: new Float64Array(m).fill(0.3),
      encoder: new Float64Array(m).fill(0.2),
      logVar: new Float64Array(m),
    });
    const step = flow.stableStep(beta);
    for (let i = 0; i < 60_000; i++) flow.step(beta, step);
    const total = flow.klPerUnit().reduce((sum, kl) => sum + kl, 0);
    assertClose(total, sharedComponentKl(l, beta, m), 1e-9);
    assert(total < 0.95 * linearVae([l], { beta, latentSize: m }).kl, "a saddle, not the optimum");
  }
});

it("sharedComponentKl() of one unit is the optimum's; of m it tends to m / (2m - 1) of it", () => {
  for (const [l, beta] of [[5, 3], [1, 1.9], [3, 6], [3, 7]]) {
    assertClose(sharedComponentKl(l, beta, 1), linearVae([l], { beta, latentSize: 1 }).kl, 1e-12);
  }
  for (const m of [2, 4, 64]) {
    const near = sharedComponentKl(3, 6 * 0.9999, m) / sharedComponentKl(3, 6 * 0.9999, 1);
    assertClose(near, m / (2 * m - 1), 1e-3);
  }
  assertThrows(() => sharedComponentKl(1, 1, 0), RangeError, "units must be a whole number");
});
