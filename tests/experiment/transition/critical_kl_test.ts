/** The KL divergence left at the critical weight and its interval, on made-up branches where it is known. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { criticalKl, fitBelow } from "../../../lib/experiment/transition/critical_kl.ts";
import { TorchRandom } from "../../../lib/math/torch_random.ts";
import { assertClose } from "../../math/assert_close.ts";

const RATIOS = [0.8, 0.9, 0.95, 0.98, 1, 1.05];
const theory = (ratio: number) => ratio < 1 ? -Math.log(ratio) / 2 : 0;

it("fitBelow() finds the intercept and the slope that a branch was made with", () => {
  for (const [a, b] of [[0, 1], [0.05, 1], [0.02, 0.6]]) {
    const points = RATIOS.map((ratio) => ({ ratio, kl: ratio < 1 ? a + b * theory(ratio) : 0 }));
    const { intercept, slope } = fitBelow(points);
    assertClose(intercept, a, 1e-12);
    assertClose(slope, b, 1e-12);
  }
});

it("criticalKl() has a 95 % interval that misses the truth in 1 of 20 samples, errors shared by both sides", () => {
  const random = new TorchRandom(11);
  for (const shared of [0, 0.01]) {
    let [missed, missedByBranches] = [0, 0];
    const samples = 2000;
    for (let i = 0; i < samples; i++) {
      const models = Array.from({ length: 4 }, () => {
        const common = random.normal(16); // a data set's and its start's
        return ["active", "collapsed"].map(() => {
          const own = random.normal(16);
          return RATIOS.map((ratio, k) => ({
            ratio,
            kl: 0.03 + theory(ratio) + shared * common[k] + 0.003 * own[k],
          }));
        });
      });
      const { mean, halfWidth, n } = criticalKl(models);
      assertEquals(n, 4);
      if (Math.abs(mean - 0.03) > halfWidth) missed++;
      const branches = criticalKl(models.flat().map((branch) => [branch]));
      if (Math.abs(branches.mean - 0.03) > branches.halfWidth) missedByBranches++;
    }
    assert(Math.abs(missed / samples - 0.05) < 0.016, `${missed} of ${samples}`);
    // The draw tells the two apart: sides taken for independent have an interval that is too narrow.
    const expected = shared ? missedByBranches > 0.12 * samples : missedByBranches < 0.07 * samples;
    assert(expected, `${missedByBranches} of ${samples}`);
  }
});

it("criticalKl() tells the range over all branches", () => {
  const branch = (a: number) => RATIOS.map((ratio) => ({ ratio, kl: a + theory(ratio) }));
  const { mean, range: [lowest, highest] } = criticalKl([[branch(0.01), branch(0.03)]]);
  assertClose(mean, 0.02, 1e-12);
  assertClose(lowest, 0.01, 1e-12);
  assertClose(highest, 0.03, 1e-12);
});

it("criticalKl() of one model has no interval, and of none or of one point is refused", () => {
  const branch = RATIOS.map((ratio) => ({ ratio, kl: theory(ratio) }));
  const { halfWidth, p, n } = criticalKl([[branch, branch]]);
  assertEquals([halfWidth, p, n], [Infinity, 1, 1]);
  assertThrows(() => criticalKl([]), RangeError);
  assertThrows(() => fitBelow([{ ratio: 0.9, kl: 1 }, { ratio: 1.1, kl: 0 }]), RangeError, "got 1");
});
