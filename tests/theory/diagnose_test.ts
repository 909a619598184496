/** The diagnosis of a loss, on a made-up spectrum, and what is known of the losses that others wrote. */
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { DataSet } from "../../lib/data/data_set.ts";
import { diagnose, type Written } from "../../lib/theory/diagnose.ts";
import { effectiveBeta } from "../../lib/theory/effective_beta.ts";
import { spectra } from "../../lib/theory/spectra.ts";
import { workedExamples } from "../../lib/theory/worked_examples.ts";

/** 4 images in which two pixels vary, by themselves: a bit, and 0 or 1/5; variances 1/4 and 1/100. */
const pixels = new Uint8Array(4 * 784);
for (const [image, values] of [[255, 51], [255, 0], [0, 51], [0, 0]].entries()) {
  pixels.set(values, image * 784);
}
const both = spectra(new DataSet("made up", new Uint8Array(4), pixels));

const sums: Written = {
  ...{ likelihood: "gaussian", reconstruction: "sum", kl: "sum", weight: 0.3 },
  ...{ pixels: 784, latentSize: 2 },
};

it("diagnose() tells beta, variance, fate and loss from the data's spectrum", () => {
  // The variance that beta 0.3 assumes, 0.15, lies between the pixels'.
  const found = diagnose(sums, both);
  assertEquals([found.beta, found.variance, found.fate], [0.3, 0.15, "partial collapse"]);
  assertAlmostEquals(found.critical, 0.5, 1e-12);
  assertAlmostEquals(found.optimum.loss, 0.15 + 0.15 * Math.log(0.25 / 0.15) + 0.01, 1e-12);
  assertEquals(found.printed, found.optimum.loss);
  const fate = (weight: number) => diagnose({ ...sums, weight }, both).fate;
  assertEquals([0, 0.01, 0.1, 0.6].map(fate), [
    ...["a plain autoencoder", "all in use", "partial collapse", "collapsed"],
  ]);
});

it("diagnose() of a mean prints the mean, and names the weight of beta 1", () => {
  const mean = diagnose({ ...sums, reconstruction: "mean", kl: "mean", weight: 0.001 }, both);
  assertEquals(mean.beta, 0.392);
  assertAlmostEquals(mean.printed, mean.optimum.loss / 784, 1e-15);
  assertAlmostEquals(mean.weightOfOne, 2 / 784, 1e-15);
});

it("diagnose() of cross-entropy takes the Bernoulli spectrum, and no variance", () => {
  // The first pixel is a fair bit, eigenvalue 1; the second's variance is 1/100, p = 1/10.
  const found = diagnose({ ...sums, likelihood: "bernoulli", weight: 0.5 }, both);
  assertAlmostEquals(found.critical, 1, 1e-12);
  assertEquals([found.optimum.activeUnits, "variance" in found], [1, false]);
});

it("the worked examples weigh the KL term as their programs do", () => {
  const betas = workedExamples().map(({ written }) => [
    ...[written.likelihood, written.latentSize, effectiveBeta(written)],
  ]);
  assertEquals(betas, [
    ["gaussian", 8, 1 / 784], // naive
    ["gaussian", 8, 1], // collapse
    ["bernoulli", 2, 1], // Keras
    ["bernoulli", 20, 1], // PyTorch
    ["gaussian", 8, 784], // a mean over the pixels beside a sum over the units
    ["gaussian", 8, 784 / 8], // means of both
    ["gaussian", 8, 784 * 128], // the KL term summed over the batch
    ["bernoulli", 8, 784], // a mean of cross-entropies
  ]);
});
