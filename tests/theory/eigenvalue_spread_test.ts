/** The spread of an eigenvalue over data sets, against data sets that are drawn. */
import { assert, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { DataSet } from "../../lib/data/data_set.ts";
import { eigenvectorsOfSymmetric } from "../../lib/math/eigenvectors_of_symmetric.ts";
import { summary } from "../../lib/math/summary.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { eigenvalueSpread } from "../../lib/theory/eigenvalue_spread.ts";
import { pixelCovariance } from "../../lib/theory/pixel_covariance.ts";
import { pixelEigenvalues } from "../../lib/theory/pixel_eigenvalues.ts";

/** Images of three pixels along one direction and around it; `skewed` ones are far from normal. */
function images(count: number, skewed: boolean, random: TorchRandom): DataSet {
  const normal = random.normal(3 * count);
  const pixels = new Uint8Array(3 * count);
  for (let i = 0; i < count; i++) {
    const [along, a, b] = normal.subarray(3 * i, 3 * i + 3);
    const component = skewed ? along ** 2 - 1 : along;
    pixels.set([100 + 18 * component, 100 + 9 * component + 4 * a, 100 + 4 * b], 3 * i);
  }
  return new DataSet("drawn", undefined, pixels, { height: 1, width: 3 });
}

for (const skewed of [false, true]) {
  it(`eigenvalueSpread() predicts how eigenvalues of ${skewed ? "skewed" : "normal"} images differ`, () => {
    const random = new TorchRandom(3);
    const many = images(40_000, skewed, random);
    const [{ value, vector }] = eigenvectorsOfSymmetric(pixelCovariance(many));
    const drawn = Array.from(
      { length: 600 },
      () => pixelEigenvalues(images(400, skewed, random))[0] / value,
    );
    const { deviation } = summary(drawn);
    const predicted = eigenvalueSpread(many, vector, 400);
    // 600 data sets know a deviation to 3 % (normal), and to 10 % where the fourth moment is heavy.
    assert(Math.abs(deviation / predicted - 1) < (skewed ? 0.2 : 0.1), `${deviation} ${predicted}`);
  });
}

it("eigenvalueSpread() wants a vector of the images' length", () => {
  const data = images(10, false, new TorchRandom(0));
  assertThrows(() => eigenvalueSpread(data, [1, 0], 10), RangeError, "3 components, got 2");
  assertThrows(() => eigenvalueSpread(data, [1, 0, 0], 0), RangeError, "count");
});
