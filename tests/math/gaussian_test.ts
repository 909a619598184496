/** The Gaussian's log density, and what is refused as a Gaussian. */
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { fc } from "../../lib/deps/fast_check.ts";
import { checkGaussian, HALF_LOG_TWO_PI, logDensity } from "../../lib/math/gaussian.ts";
import "../fixed_seed.ts";
import { between, gaussians } from "./arbitraries.ts";
import { assertClose } from "./assert_close.ts";

it("HALF_LOG_TWO_PI is log(2 pi) / 2, 0.91893853320467274178..., rounded once", () => {
  assertAlmostEquals(HALF_LOG_TWO_PI, Math.log(2 * Math.PI) / 2, 2e-16);
});

it("logDensity() of the standard normal is -x^2/2 - log(2 pi)/2", () => {
  fc.assert(fc.property(between(-100, 100), (x) => {
    assertClose(logDensity({ mean: 0, std: 1 }, x), -x * x / 2 - HALF_LOG_TWO_PI, 1e-15);
  }));
});

it("logDensity() belongs to a density: its exponential integrates to 1", () => {
  fc.assert(fc.property(gaussians(), (gaussian) => {
    const { mean, std } = gaussian;
    const points = Array.from({ length: 401 }, (_, i) => mean + std * (i - 200) / 20);
    const heights = points.map((x) => Math.exp(logDensity(gaussian, x)));
    assertClose(heights.reduce((sum, height) => sum + height) * std / 20, 1, 1e-11);
  }));
});

it("logDensity() stays finite where the density underflows to 0", () => {
  assertEquals(logDensity({ mean: 0, std: 1 }, 100), -5000 - HALF_LOG_TWO_PI);
  assertEquals(Math.exp(logDensity({ mean: 0, std: 1 }, 100)), 0);
});

const refused = [
  [{ mean: 0, std: -1 }, RangeError, "q.std must be a finite number above 0, got -1"],
  [{ mean: 0, std: 0 }, RangeError, "q.std must be a finite number above 0, got 0"],
  [{ mean: 0, std: NaN }, RangeError, "q.std must be a finite number above 0, got NaN"],
  [{ mean: 0, std: Infinity }, RangeError, "q.std must be a finite number above 0, got Infinity"],
  [{ mean: NaN, std: 1 }, RangeError, "q.mean must be a finite number, got NaN"],
  [{ mean: -Infinity, std: 1 }, RangeError, "q.mean must be a finite number, got -Infinity"],
  [{ mean: "1", std: 1 }, TypeError, "q.mean must be a number, got string 1"],
  [{ mean: 0 }, TypeError, "q.std must be a number, got undefined"],
] as const;

for (const [gaussian, error, message] of refused) {
  it(`checkGaussian() refuses ${Deno.inspect(gaussian)}`, () => {
    // deno-lint-ignore no-explicit-any -- what a caller without types could pass
    assertThrows(() => checkGaussian(gaussian as any, "q"), error, message);
  });
}
