import {
  type ComparedImages,
  percent,
  type SampleComparison,
  varietyText,
} from "../experiment/compare_samples.ts";
import { RECOGNISED, type RecognisedDigits } from "../measure/recognised_digits.ts";

/** What the kinds of codes are called. */
const NAMES = {
  uniform: "uniform, as the lab",
  prior: "N(0, I), the prior",
  aggregate: "q(z), the encoder's",
};

/** What `sample --compare` found, in a table and in words. */
export function sampleLines(
  comparison: SampleComparison,
  { count, seed, images, test }: {
    readonly count: number;
    readonly seed: number | bigint;
    /** Training images. */
    readonly images: number;
    /** Test images. */
    readonly test: number;
  },
): string[] {
  const { kinds, reconstructions, testImages, activeUnits, inCube } = comparison;
  const { kl, information, aggregateKl, standardError } = comparison.decomposition;
  const nats = (value: number) => value.toFixed(3);
  return [
    `${count} codes of each kind, seed ${seed}, decoded:`,
    "",
    " ".repeat(33) + "how   outside    % of all that show a",
    " ".repeat(19) + "recognised varied   of q(z)   " +
    Array.from({ length: 10 }, (_, digit) => `${digit}`.padStart(4)).join(""),
    ...kinds.map(({ from, found, outside }) => row(NAMES[from], found, count, outside)),
    row("reconstructions", reconstructions.found, test),
    row("test images", testImages.found, test),
    "",
    `recognised: the classifier gives a digit a probability of ${RECOGNISED} or more`,
    "how varied: exp(entropy) of the recognised; 10 if all digits come equally often",
    "outside:    where q(z) is less dense than at 99 % of its own codes",
    "",
    `The classifier is right on ${rightOn(testImages)} of the test images,`,
    `and on ${rightOn(reconstructions)} of their reconstructions, from mu.`,
    "",
    `In nats: KL(q(z|x) || p) ${nats(kl)} = information ${nats(information)} (log N: ${
      nats(Math.log(images))
    })`,
    `${" ".repeat(27)}+ KL(q(z) || p) ${nats(aggregateKl)}, +- ${nats(standardError)}`,
    `The lab's cube holds ${percent(inCube)} of q(z), in the ${activeUnits.length} active units.`,
  ];
}

/** A line of the table. */
function row(name: string, found: RecognisedDigits, count: number, outside?: number): string {
  const each = found.counts.map((digit) => (100 * digit / count).toFixed(0).padStart(4));
  return name.padEnd(21) + percent(found.share).padStart(8) + varietyText(found).padStart(7) +
    (outside === undefined ? "-" : percent(outside)).padStart(9) + "    " + each.join("");
}

/** `98.3 % (of the recognised: 99.5 %)`. */
function rightOn({ right, rightOfRecognised }: ComparedImages): string {
  const ofRecognised = Number.isNaN(rightOfRecognised) ? "none" : percent(rightOfRecognised);
  return `${percent(right)} (of the recognised: ${ofRecognised})`;
}
