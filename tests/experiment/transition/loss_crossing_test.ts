/** Where two losses cross, on a made-up branch whose loss and KL divergence are straight lines. */
import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { lossCrossing } from "../../../lib/experiment/transition/loss_crossing.ts";
import type { NonlinearPoint } from "../../../lib/experiment/transition/nonlinear_study.ts";
import { assertClose } from "../../math/assert_close.ts";

const branch = (ratios: readonly number[]): NonlinearPoint[] =>
  ratios.map((ratio) => ({
    ...{ name: "nonlinear", side: "active", ratio, settled: true } as const,
    kl: 0.02 - 0.2 * (ratio - 1), // 0.01 at the crossing
    gain: 3 * (ratio - 1.05),
  }));

it("lossCrossing() finds where straight lines cross, wherever the weights lie", () => {
  for (const ratios of [[0.9, 1, 1.04, 1.06], [1, 1.01, 1.1], [1, 1.2, 1.3]]) {
    const { ratio, kl, between } = lossCrossing(branch(ratios))!;
    assertClose(ratio, 1.05, 1e-12);
    assertClose(kl, 0.01, 1e-12);
    assertEquals(between[0].ratio < 1.05 && between[1].ratio > 1.05, true);
  }
});

it("lossCrossing() takes no rounding of a loss for a crossing", () => {
  const collapsed = branch([1.07, 1.1]).map((point, i) => ({
    ...point,
    kl: 1e-13,
    gain: i - 3e-13,
  }));
  assertEquals(lossCrossing(collapsed), undefined);
  assertClose(lossCrossing([...branch([1, 1.06]), ...collapsed])!.ratio, 1.05, 1e-12);
});

it("lossCrossing() finds none if the losses do not cross at these weights", () => {
  assertEquals(lossCrossing(branch([0.9, 1])), undefined);
  assertEquals(lossCrossing(branch([1.1, 1.2])), undefined);
});
