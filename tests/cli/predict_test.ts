/** The lines of a loss's diagnosis, on a made-up spectrum. */
import { assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import { diagnosisLines } from "../../lib/cli/predict/diagnosis_lines.ts";
import { spectra } from "../../lib/theory/spectra.ts";
import { workedExamples } from "../../lib/theory/worked_examples.ts";
import { DataSet } from "../../lib/data/data_set.ts";

/** 4 images in which the first two pixels vary. */
const pixels = new Uint8Array(4 * 784);
for (const [image, values] of [[255, 51], [255, 0], [0, 51], [0, 0]].entries()) {
  pixels.set(values, image * 784);
}
const both = spectra(new DataSet("made up", new Uint8Array(4), pixels));

it("diagnosisLines() tell the user's loss, and every worked example", () => {
  const text = diagnosisLines({
    ...{ likelihood: "gaussian", reconstruction: "mean", kl: "sum", weight: 1 },
    ...{ pixels: 784, latentSize: 2 },
  }, both).join("\n");
  for (
    const part of [
      "effective beta   784: the loss is (squared error + 784 KL) / 784",
      "decoder variance 392 per pixel",
      "collapsed: 0 of 2 units in use",
      "--weight 0.001276",
      ...workedExamples().map(({ name }) => name),
    ]
  ) assertStringIncludes(text, part);
});
