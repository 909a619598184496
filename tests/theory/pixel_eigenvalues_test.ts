/** The pixels' covariance and its eigenvalues, against the definition, numpy, and the lab's numbers. */
import { fileURLToPath } from "node:url";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { DataSet } from "../../lib/data/data_set.ts";
import { meanImageError } from "../../lib/theory/mean_image_error.ts";
import { loadMnist } from "../../lib/data/mnist.ts";
import { pixelCovariance } from "../../lib/theory/pixel_covariance.ts";
import { pixelEigenvalues } from "../../lib/theory/pixel_eigenvalues.ts";
import { pixelMeans } from "../../lib/theory/pixel_means.ts";
import { mnistUrl } from "../../lib/deps/mnist_data.ts";
import { bernoulliEigenvalues } from "../../lib/theory/bernoulli_eigenvalues.ts";
import { bernoulliEntropy } from "../../lib/theory/bernoulli_entropy.ts";
import { criticalBeta } from "../../lib/theory/critical_beta.ts";
import { linearVae } from "../../lib/theory/linear_vae.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { itNeeds } from "../needs.ts";
import { pythonWith } from "../python.ts";
import reference from "../../fixtures/reference/pixel-eigenvalues.json" with { type: "json" };

it("pixelCovariance() is the mean of the products of deviations", () => {
  const count = 50;
  const random = new TorchRandom(0);
  const bytes = Uint8Array.from(
    random.uniform(count * 784, -200, 256), // as on MNIST, many pixels are 0
    (value) => Math.max(0, value),
  );
  const data = new DataSet("drawn", new Uint8Array(count), bytes);
  const covariance = pixelCovariance(data);
  const x = (image: number, i: number) => bytes[image * 784 + i] / 255;
  const mean = (f: (image: number) => number) => {
    let sum = 0;
    for (let image = 0; image < count; image++) sum += f(image);
    return sum / count;
  };
  for (const [i, j] of [[0, 0], [3, 400], [400, 3], [783, 782], [783, 783]]) {
    const [m, n] = [mean((image) => x(image, i)), mean((image) => x(image, j))];
    const expected = mean((image) => (x(image, i) - m) * (x(image, j) - n));
    assertAlmostEquals(covariance[i * 784 + j], expected, 1e-15, `[${i}, ${j}]`);
  }
  const trace = Array.from({ length: 784 }, (_, i) => covariance[i * 785])
    .reduce((sum, variance) => sum + variance);
  assertAlmostEquals(trace, meanImageError(data), 1e-10);
});

it("pixelMeans() is the mean of each pixel, from the first to the last", () => {
  const pixels = new Uint8Array(3 * 784);
  pixels[0] = pixels[784] = 255;
  pixels[3 * 784 - 1] = 51;
  const means = pixelMeans(new DataSet("made up", new Uint8Array(3), pixels));
  assertEquals([means.length, means[0], means[1], means[783]], [784, 2 / 3, 0, 1 / 15]);
});

it("pixelCovariance() takes the largest data sets, EMNIST's 697,932 images for instance", () => {
  const count = 400_000; // N^2 255^2 is beyond 2^53
  const pixels = new Uint8Array(count * 784);
  for (let image = 0; image < count; image += 2) {
    pixels[image * 784 + 5] = pixels[image * 784] = 255;
  }
  for (let image = 0; image < count; image += 4) pixels[image * 784 + 9] = 51;
  for (let image = 1; image < count; image++) pixels[image * 784 + 11] = 255; // in all but one
  const covariance = pixelCovariance(new DataSet("large", new Uint8Array(count), pixels));
  assertEquals([covariance[0], covariance[5], covariance[5 * 785]], [1 / 4, 1 / 4, 1 / 4]);
  assertEquals([covariance[9], covariance[9 * 785]], [0.2 / 8, 0.04 * 3 / 16]);
  assertEquals(covariance[11 * 785], (count - 1) / count ** 2);
  assertEquals(covariance[11], -1 / 2 / count);
  assertEquals(covariance.filter((value) => value !== 0).length, 16);
});

itNeeds(
  ["read"],
  "pixelEigenvalues() of MNIST are numpy's, and give the lab's values",
  async () => {
    const data = await loadMnist();
    const eigenvalues = pixelEigenvalues(data);
    eigenvalues.forEach((value, i) =>
      assertAlmostEquals(value, reference.eigenvalues[i], 1e-12, `eigenvalue ${i}`)
    );
    assertAlmostEquals(eigenvalues.reduce((sum, l) => sum + l), meanImageError(data), 1e-10);
    assertEquals([...eigenvalues.slice(0, 5)].map((l) => l.toFixed(4)), [
      ...["5.1168", "3.7413", "3.2527", "2.8416", "2.5671"],
    ]);
    assertEquals(criticalBeta(eigenvalues).toFixed(2), "10.23");
    const losses = [0.5, 1, 2, 4, 6, 8, 10, 12]
      .map((beta) => linearVae(eigenvalues, { beta, latentSize: 8 }).loss);
    assertEquals(losses.map((loss) => loss.toFixed(3)), [
      ...["36.435", "40.411", "45.591", "50.494", "52.121", "52.593", "52.724", "52.725"],
    ]);
  },
);

itNeeds(
  ["read"],
  "the Bernoulli eigenvalues of MNIST are numpy's, and its entropy too",
  async () => {
    const data = await loadMnist();
    const means = pixelMeans(data);
    const eigenvalues = bernoulliEigenvalues(pixelCovariance(data), means);
    assertEquals(eigenvalues.length, reference.scaledEigenvalues.length); // 67 pixels are always 0
    eigenvalues.forEach((value, i) =>
      assertAlmostEquals(value, reference.scaledEigenvalues[i], 1e-10, `eigenvalue ${i}`)
    );
    assertAlmostEquals(bernoulliEntropy(means), reference.meanImageCrossEntropy, 1e-9);
  },
);

const mayRun = Deno.permissions.querySync({ name: "run" }).state === "granted";
const python = mayRun ? await pythonWith("numpy") : undefined;
const recipe = "numpy makes fixtures/reference/pixel-eigenvalues.json anew";
if (mayRun && !python) {
  it.skip(`${recipe} (skipped: no Python with numpy here)`, () => {});
} else {
  itNeeds(["read", "run"], recipe, async () => {
    const program = fileURLToPath(new URL("../numpy/pixel_eigenvalues.py", import.meta.url));
    const folder = fileURLToPath(new URL("./", mnistUrl("train-images-idx3-ubyte")));
    const command = new Deno.Command(python!, { args: [program, folder], stderr: "inherit" });
    const theirs = JSON.parse(new TextDecoder().decode((await command.output()).stdout));
    for (const name of ["eigenvalues", "scaledEigenvalues"] as const) {
      assertEquals(theirs[name].length, reference[name].length);
      reference[name].forEach((value, i) => assertAlmostEquals(theirs[name][i], value, 1e-10));
    }
    assertAlmostEquals(theirs.meanImageCrossEntropy, reference.meanImageCrossEntropy, 1e-9);
  });
}
