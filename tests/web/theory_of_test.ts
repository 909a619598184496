import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { optionsOf } from "../../lib/run/training_task.ts";
import { bernoulliSpectrum, gaussianSpectrum } from "../../lib/theory/spectra.ts";
import { trainTask } from "../../lib/experiment/train_task.ts";
import type { TrainTaskOptions } from "../../lib/experiment/train_options.ts";
import { theoryOf } from "../../web/train/theory_of.ts";
import { words } from "../../web/words.ts";

const spectra = {
  gaussian: gaussianSpectrum(new Float64Array([5, 1, 0.1]), 6.1),
  bernoulli: bernoulliSpectrum(new Float64Array([5, 1, 0.1]), 100),
};

function theory(given: Partial<TrainTaskOptions>) {
  const options = optionsOf(trainTask, { schedule: "constant", ...given });
  return theoryOf("train", options, { pixels: 784, spectra });
}

it("theoryOf() has a best linear VAE where the run minimises the lab's loss on the gray images", () => {
  assertEquals(theory({ beta: 4 }).best?.activeUnits, 1); // 5 is above 4 / 2, 1 is not
  assertEquals(theory({ skip: "code" }).without, undefined);
  assertEquals(theory({ likelihood: "bernoulli" }).without, undefined);
});

it("theoryOf() says why theory does not describe a run, and the page has words for it", () => {
  for (
    const [given, reason] of [
      [{ family: "delta" }, "family"],
      [{ family: "batch-norm" }, "family"],
      [{ objective: "iwae" }, "objective"],
      [{ freeBits: 1 }, "freeBits"],
      [{ binarise: "dynamic", likelihood: "bernoulli" }, "binarise"],
      [{ binarise: "fixed" }, "binarise"],
      [{ decoder: "sigma" }, "decoder"],
    ] as const
  ) {
    const { best, without } = theory(given);
    assertEquals([best, without], [undefined, reason], JSON.stringify(given));
    assertEquals(words.train.theoryWithout[reason].endsWith("theory says nothing here."), true);
  }
});
