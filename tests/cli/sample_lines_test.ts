/** What `sample --compare` prints: of digits, of other labels, and where nothing is counted. */
import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { sampleLines } from "../../lib/cli/sample_lines.ts";
import type { SampleComparison } from "../../lib/experiment/compare_samples.ts";
import { recognisedDigits } from "../../lib/measure/recognised_digits.ts";
import { LAB_IMAGE } from "../../lib/math/image_shape.ts";

const nothing = new Float32Array();

/** Ten images, all of them recognised as the label 1. */
const found = (classes: number) =>
  recognisedDigits({
    digits: new Uint8Array(10).fill(1),
    probabilities: new Float32Array(10).fill(1),
    classes,
  });

function comparison(labels?: readonly string[], right?: number): SampleComparison {
  const counts = labels && { found: found(labels.length) };
  const compared = labels && { ...counts!, right, rightOfRecognised: right };
  return {
    kinds: (["uniform", "prior", "aggregate"] as const).map((from, i) => ({
      ...{ from, codes: nothing, images: nothing, outside: i / 10 },
      ...counts,
    })),
    counted: labels && {
      word: labels.length === 10 ? "digit" : "label",
      labels,
      reconstructions: compared as never,
      testImages: compared as never,
    },
    decomposition: { kl: 3, information: 2, aggregateKl: 1, standardError: 0.01 } as never,
    ...{ activeUnits: [0], inCube: 0.25, unitsByKl: [0], backdrop: nothing, image: LAB_IMAGE },
  };
}

const lines = (of: SampleComparison) =>
  sampleLines(of, { count: 10, seed: 0, images: 20, test: 10 });

const END = [
  "",
  "In nats: KL(q(z|x) || p) 3.000 = information 2.000 (log N: 2.996)",
  "                           + KL(q(z) || p) 1.000, +- 0.010",
  "The lab's cube holds 25.0 % of q(z), in the 1 active units.",
];

it("sampleLines() gives each digit a column", () => {
  const digits = Array.from({ length: 10 }, (_, i) => `${i}`);
  assertEquals(lines(comparison(digits, 0.5)), [
    "10 codes of each kind, seed 0, decoded:",
    "",
    "                                 how   outside    % of all that show a",
    "                   recognised varied   of q(z)      0   1   2   3   4   5   6   7   8   9",
    "uniform, as the lab   100.0 %    1.0    0.0 %       0 100   0   0   0   0   0   0   0   0",
    "N(0, I), the prior    100.0 %    1.0   10.0 %       0 100   0   0   0   0   0   0   0   0",
    "q(z), the encoder's   100.0 %    1.0   20.0 %       0 100   0   0   0   0   0   0   0   0",
    "reconstructions       100.0 %    1.0        -       0 100   0   0   0   0   0   0   0   0",
    "test images           100.0 %    1.0        -       0 100   0   0   0   0   0   0   0   0",
    "",
    "recognised: the classifier gives a digit a probability of 0.8 or more",
    "how varied: exp(entropy) of the recognised; 10 if all digits come equally often",
    "outside:    where q(z) is less dense than at 99 % of its own codes",
    "",
    "The classifier is right on 50.0 % (of the recognised: 50.0 %) of the test images,",
    "and on 50.0 % (of the recognised: 50.0 %) of their reconstructions, from mu.",
    ...END,
  ]);
});

it("sampleLines() gives named labels a line each, and says nothing of right without labels", () => {
  assertEquals(lines(comparison(["cat", "ankle boot", "hen"])).slice(2), [
    "                                 how   outside",
    "                   recognised varied   of q(z)",
    "uniform, as the lab   100.0 %    1.0    0.0 %",
    "N(0, I), the prior    100.0 %    1.0   10.0 %",
    "q(z), the encoder's   100.0 %    1.0   20.0 %",
    "reconstructions       100.0 %    1.0        -",
    "test images           100.0 %    1.0        -",
    "",
    "% of all that show  uniform  N(0, I)  q(z)  reconstructions  test images",
    "cat                       0        0     0                0            0",
    "ankle boot              100      100   100              100          100",
    "hen                       0        0     0                0            0",
    "",
    "recognised: the classifier gives a label a probability of 0.8 or more",
    "how varied: exp(entropy) of the recognised; 3 if all labels come equally often",
    "outside:    where q(z) is less dense than at 99 % of its own codes",
    ...END,
  ]);
});

it("sampleLines() counts nothing without a classifier", () => {
  assertEquals(lines(comparison()).slice(2), [
    "                     outside of q(z)",
    "uniform, as the lab            0.0 %",
    "N(0, I), the prior            10.0 %",
    "q(z), the encoder's           20.0 %",
    "",
    "outside:    where q(z) is less dense than at 99 % of its own codes",
    ...END,
  ]);
});
