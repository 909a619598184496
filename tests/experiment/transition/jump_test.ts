/** The size of a jump and its interval, on made-up branches whose jump is known. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fitBelow, jump } from "../../../lib/experiment/transition/jump.ts";
import { TorchRandom } from "../../../lib/math/torch_random.ts";
import { assertClose } from "../../math/assert_close.ts";

const RATIOS = [0.8, 0.9, 0.95, 0.98, 1, 1.05];
const theory = (ratio: number) => ratio < 1 ? -Math.log(ratio) / 2 : 0;

it("fitBelow() finds the jump and the slope that a branch was made with", () => {
  for (const [a, b] of [[0, 1], [0.05, 1], [0.02, 0.6]]) {
    const points = RATIOS.map((ratio) => ({ ratio, kl: ratio < 1 ? a + b * theory(ratio) : 0 }));
    const { intercept, slope } = fitBelow(points);
    assertClose(intercept, a, 1e-12);
    assertClose(slope, b, 1e-12);
  }
});

it("jump() has a 95 % interval that misses the true jump in 1 of 20 samples", () => {
  const random = new TorchRandom(11);
  for (const a of [0, 0.03]) {
    let missed = 0;
    const samples = 2000;
    for (let i = 0; i < samples; i++) {
      const branches = Array.from({ length: 4 }, () => {
        const noise = random.normal(16);
        return RATIOS.map((ratio, k) => ({ ratio, kl: a + theory(ratio) + 0.01 * noise[k] }));
      });
      const { mean, halfWidth } = jump(branches);
      if (Math.abs(mean - a) > halfWidth) missed++;
    }
    assert(Math.abs(missed / samples - 0.05) < 0.016, `${missed} of ${samples}`);
  }
});

it("jump() of one branch has no interval, and of none or of one point is refused", () => {
  const branch = RATIOS.map((ratio) => ({ ratio, kl: theory(ratio) }));
  const { halfWidth, p, n } = jump([branch]);
  assertEquals([halfWidth, p, n], [Infinity, 1, 1]);
  assertThrows(() => jump([]), RangeError);
  assertThrows(() => fitBelow([{ ratio: 0.9, kl: 1 }, { ratio: 1.1, kl: 0 }]), RangeError, "got 1");
});
