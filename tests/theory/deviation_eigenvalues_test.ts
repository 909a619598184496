/** The eigenvalues of large images, against those from the covariance of small ones. */
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { it } from "@std/testing/bdd";
import { DataSet } from "../../lib/data/data_set.ts";
import { loadMnist } from "../../lib/data/mnist.ts";
import { bernoulliEigenvalues } from "../../lib/theory/bernoulli_eigenvalues.ts";
import { deviationEigenvalues } from "../../lib/theory/deviation_eigenvalues.ts";
import { linearVae } from "../../lib/theory/linear_vae.ts";
import { meanImageError } from "../../lib/theory/mean_image_error.ts";
import { pixelCovariance } from "../../lib/theory/pixel_covariance.ts";
import { pixelEigenvalues } from "../../lib/theory/pixel_eigenvalues.ts";
import { pixelMeans } from "../../lib/theory/pixel_means.ts";
import { spectra } from "../../lib/theory/spectra.ts";
import { UserError } from "../../lib/user_error.ts";
import { imagesOfSize } from "../any_size.ts";
import { itNeeds } from "../needs.ts";

/** 300 images: all eigenvalues, from the products of images. 3,000: the largest 64. */
for (const [count, exact] of [[300, 300], [3000, 64]]) {
  itNeeds(
    ["read"],
    `deviationEigenvalues() of ${count} images are the covariance's`,
    async () => {
      const data = await loadMnist({ count });
      const [found, all] = [deviationEigenvalues(data), pixelEigenvalues(data)];
      assertEquals(found.length, 784);
      for (let i = 0; i < exact; i++) assertAlmostEquals(found[i], all[i], 1e-7, `${i}`);
      const sum = found.reduce((sum, value) => sum + value, 0);
      assertAlmostEquals(sum, meanImageError(data), 1e-9);
      assert(found.every((value, i) => value >= 0 && (i === 0 || value <= found[i - 1])));
      for (const beta of [0.5, 3, 9, 12]) {
        const options = { beta, latentSize: 8 };
        assertAlmostEquals(linearVae(found, options).loss, linearVae(all, options).loss, 1e-7);
      }
    },
  );
}

itNeeds(["read"], "deviationEigenvalues() with factors are those of bits", async () => {
  for (const count of [200, 1000]) {
    const data = await loadMnist({ count });
    const means = pixelMeans(data);
    const all = bernoulliEigenvalues(pixelCovariance(data), means);
    const factors = means.map((p) => p > 0 && p < 1 ? 1 / Math.sqrt(p * (1 - p)) : 0);
    const found = deviationEigenvalues(data, factors);
    for (let i = 0; i < 20; i++) assertAlmostEquals(found[i] / all[i], 1, 1e-7, `${i}`);
  }
});

it("spectra() of images of 64 x 64 pixels are of the rank of the data", () => {
  const { gaussian, bernoulli } = spectra(imagesOfSize(40, { height: 64, width: 64 }));
  // Three pictures, each brighter or darker, less their mean: rounding alone gives more.
  assert(gaussian.eigenvalues[2] > 1);
  assert(gaussian.eigenvalues[3] < 0.05, `${gaussian.eigenvalues[3]}`);
  assertEquals(gaussian.eigenvalues.length, 4096);
  assert(bernoulli.critical > 0 && bernoulli.critical === bernoulli.eigenvalues[0]);
});

it("pixelEigenvalues() refuses what would take longer than two minutes", () => {
  const shape = { height: 64, width: 64 };
  const data = new DataSet("many", undefined, new Uint8Array(32_769 * 4096), shape);
  assertThrows(
    () => pixelEigenvalues(data),
    UserError,
    "many gives 32769 of 64 x 64. Take the first 32768 (`images`).",
  );
});
