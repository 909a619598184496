import type { SampleCase } from "./sample_case.ts";
import type { TorchRandom } from "../../../math/torch_random.ts";
import type { Step } from "../../step.ts";
import { valuesPart } from "../../values_part.ts";
import { drawDecoder } from "./decoder_stand_in.ts";
import { defectOf } from "./defect_of.ts";
import { MISTAKES } from "./mistakes.ts";
import { seenIn } from "./seen.ts";
import skeleton from "./skeleton.ts" with { type: "text" };
import solution from "./solution.ts" with { type: "text" };
import text from "./text.md" with { type: "text" };

const part = valuesPart<SampleCase>({
  name: "sample",
  draw: drawCases,
  describe: ({ latentSize, n }) => `n = ${n}, latentSize = ${latentSize}`,
  right: () => [], // any draws of the right distribution
  shape: ({ decoder, n }) => [n, decoder.bias.length],
  isRight: (cases, answers) => {
    const seen = seenIn(cases, answers);
    return seen !== undefined && defectOf(seen) === undefined;
  },
  mistakes: MISTAKES,
  hint: "Which distribution did the KL term of the loss compare the codes with?",
  strongerHint:
    "Print the codes before they are decoded: their shape, the mean and the standard deviation of all units, and " +
    "whether two rows are the same, or two calls with different seeds.",
});

/** Step 9: sampling from the prior. */
export const sampleStep: Step = {
  number: 9,
  id: "sample",
  title: "new images from random codes",
  ...{ text, skeleton, solution },
  parts: [{
    ...part,
    // Of random draws no value can be called wrong: the evidence is what their distribution lacks.
    check(cases, answers) {
      const finding = part.check(cases, answers);
      if (!finding || finding.mistake) return finding;
      const seen = seenIn(cases as readonly SampleCase[], answers);
      return seen ? { ...finding, ...defectOf(seen) } : finding;
    },
  }],
};

/**
 * Many codes from one seed, twice, and from another seed, and some calls for a few codes of other sizes. Nobody can
 * count on their order, but for the first one, nor on how many of them there are.
 */
function drawCases(random: TorchRandom): SampleCase[] {
  const many = { decoder: drawDecoder(random, 4, 0.5), latentSize: 4, n: 1024 };
  const seed = random.uint32();
  const first: SampleCase = { ...many, seed, role: "first" };
  const sizes = [[3, 15], [2, 1], [5, 6], [6, 4]].slice(0, 2 + random.uint32() % 3);
  const rest: SampleCase[] = [
    { ...many, seed, role: "same seed" },
    { ...many, seed: random.uint32(), role: "other seed" },
    ...sizes.map(([latentSize, n]): SampleCase => ({
      ...{ decoder: drawDecoder(random, latentSize, 0.5), latentSize, n },
      ...{ seed: random.uint32(), role: "few" },
    })),
  ];
  return [first, ...Array.from(random.permutation(rest.length), (i) => rest[i])];
}
