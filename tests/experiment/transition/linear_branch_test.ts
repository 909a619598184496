/** Branches of the flow from both sides, against the closed form. */
import { assert, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { linearBranch } from "../../../lib/experiment/transition/linear_branch.ts";
import { TorchRandom } from "../../../lib/math/torch_random.ts";
import { linearTransition } from "../../../lib/theory/linear_transition.ts";
import { assertClose, assertSameDigits } from "../../math/assert_close.ts";

const eigenvalues = [3, 2, 1];

for (const unit of [0, 1]) {
  for (const side of ["active", "collapsed"] as const) {
    it(`linearBranch() of unit ${unit}, from the ${side} side, ends where theory says`, () => {
      const points = linearBranch({
        ...{ eigenvalues, unit, latentSize: 3, side, ratios: [0.85, 0.95, 1, 1.1] },
        ...{ random: new TorchRandom(unit), longest: 400 },
      });
      for (const { ratio, kl, limit, settled, growthRate } of points) {
        const l = eigenvalues[unit];
        const theory = linearTransition(l, 2 * l * ratio);
        assertClose(limit, theory.kl, 1e-4);
        if (ratio !== 1) {
          assert(settled, `${ratio}`);
          assertClose(kl, theory.kl, 1e-4);
        }
        if (side === "collapsed" && ratio < 1) {
          assertSameDigits(growthRate, theory.growthRate, 0.06);
        }
      }
    });
  }
}

it("linearBranch() wants a unit that has an eigenvalue and a place", () => {
  const branch = { eigenvalues, latentSize: 2, side: "active", ratios: [0.9] } as const;
  const random = new TorchRandom(0);
  assertThrows(() => [...linearBranch({ ...branch, unit: 2, random })], RangeError, "unit must be");
});
