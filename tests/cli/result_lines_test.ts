import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import { LAB_RESULTS } from "../../lib/experiment/lab_results.ts";
import { changedOptions } from "../../lib/experiment/changed_options.ts";
import { naive } from "../../lib/experiment/naive.ts";
import { resultLines, weightLines } from "../../lib/cli/result_lines.ts";
import { defaultsOf } from "../../lib/run/option.ts";

const epoch = {
  ...{ epoch: 2, loss: 28.5, reconstruction: 28.1, kl: 313.6, klWeight: 1 / 784 },
  ...{ klPerUnit: [1.5, 0.25], activeUnits: 1, seconds: 3 },
  test: { loss: 27.25, reconstruction: 27, kl: 196, klWeight: 1 / 784 },
};
const lab = LAB_RESULTS.naive;
const batch = { kind: "batch", epoch: 1, batches: 469, loss: 0, klWeight: 1 / 784 } as const;
const batches = [
  { ...batch, batch: 459, reconstruction: 99, kl: 99 },
  { ...batch, batch: 460, reconstruction: 37.25, kl: 0.31 * 784 },
  { ...batch, epoch: 2, batch: 460, reconstruction: 25.75, kl: 0.36 * 784 },
];
const run = { epochs: [epoch], batches, lab, klShown: "weighted" } as const;

it("resultLines() sets the run beside the printed number and the measured range", () => {
  const text = resultLines({ ...run, changed: [] }).join("\n");
  assertStringIncludes(text, "28.500");
  assertStringIncludes(text, "28.919");
  assertStringIncludes(text, "27 to 30.1");
  assertStringIncludes(text, "1 of 2");
  assertStringIncludes(text, "27.250");
  assertStringIncludes(text, "1.50  0.25, sum 1.75");
  assertStringIncludes(text, "REC LOSS, here      37.25 25.75");
  assertStringIncludes(text, "REC LOSS, notebook  36.97 25.48");
  assertStringIncludes(text, "KL LOSS, here      0.31 0.36");
  assertStringIncludes(text, "KL LOSS, notebook  0.30 0.35");
});

it("resultLines() tells the KL of the 32 largest of many units, and the sum of all", () => {
  const klPerUnit = Array.from({ length: 784 }, (_, unit) => unit / 100);
  const text = resultLines({ ...run, epochs: [{ ...epoch, klPerUnit }], changed: [] });
  const line = text.find((line) => line.startsWith("KL per unit"))!;
  assertStringIncludes(line, "(nats), the 32 largest of 784: 7.52  7.53  ");
  assertStringIncludes(line, "7.83, sum of all 3069.36");
  assert(line.length < 300, `${line.length} letters`);
});

it("resultLines() compares nothing where the run is another one", () => {
  const text = resultLines({ ...run, changed: ["images", "beta"] }).join("\n");
  assert(!text.includes("28.919") && !text.includes("30.1"));
  assertStringIncludes(text, "another --images, --beta");
});

it("weightLines() tells the decoder's variance, half the weight", () => {
  const text = weightLines(1 / 784).join("\n");
  assertStringIncludes(text, "0.00128");
  assertStringIncludes(text, "0.000638");
});

it("weightLines() of 0 speaks of no variance", () => {
  assertEquals(weightLines(0).join().includes("variance"), false);
});

it("changedOptions() leaves out what does not change the experiment", () => {
  const same = { ...defaultsOf(naive.options), seed: 7, out: "elsewhere", backend: "cpu" };
  const changed = (more: object) => changedOptions(naive.options, { ...same, ...more });
  assertEquals(changed({}), []);
  assertEquals(changed({ images: 512, beta: 8 }).sort(), ["beta", "images"]);
  assertEquals(changed({ divisor: "batch-size" }), []);
  assertEquals(changed({ divisor: "rows" }), ["divisor"]);
});
