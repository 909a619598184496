import {
  type ComparedCodes,
  type ComparedImages,
  type CountedLabels,
  percent,
  type SampleComparison,
  varietyText,
} from "../experiment/compare_samples.ts";
import { RECOGNISED, type RecognisedDigits } from "../measure/recognised_digits.ts";
import { table } from "./table.ts";

/** What the kinds of codes are called, in the first column and at the head of one. */
const NAMES = {
  uniform: ["uniform, as the lab", "uniform"],
  prior: ["N(0, I), the prior", "N(0, I)"],
  aggregate: ["q(z), the encoder's", "q(z)"],
} as const;

/** The two names of a kind. */
function namesOf({ from, fitted }: ComparedCodes): readonly [string, string] {
  return from === "fitted" ? [fitted!.name, fitted!.name] : NAMES[from];
}

/** The most labels for which a line of the table has a column each, and how long their names may be. */
const MOST_COLUMNS = 10, LONGEST_NAME = 3;

/** How many there are. */
interface Sizes {
  /** Codes of each kind. */
  readonly count: number;
  /** Test images. */
  readonly test: number;
}

/** What `sample --compare` found, in a table and in words. */
export function sampleLines(
  comparison: SampleComparison,
  { images, ...sizes }: Sizes & { readonly seed: number | bigint; readonly images: number },
): string[] {
  const { activeUnits, inCube } = comparison;
  const { kl, information, aggregateKl, standardError } = comparison.decomposition;
  const nats = (value: number) => value.toFixed(3);
  return [
    ...sampleTable(comparison, sizes),
    "",
    `In nats: KL(q(z|x) || p) ${nats(kl)} = information ${nats(information)} (log N: ${
      nats(Math.log(images))
    })`,
    `${" ".repeat(27)}+ KL(q(z) || p) ${nats(aggregateKl)}, +- ${nats(standardError)}`,
    `The lab's cube holds ${percent(inCube)} of q(z), in the ${activeUnits.length} active units.`,
  ];
}

/** The digits of each kind of codes, in a table. */
export function sampleTable(
  comparison: SampleComparison,
  { seed, ...sizes }: Sizes & { readonly seed: number | bigint },
): string[] {
  const { counted } = comparison;
  return [
    `${sizes.count} codes of each kind, seed ${seed}, decoded:`,
    "",
    ...counted ? countedLines(comparison, counted, sizes) : uncountedLines(comparison),
  ];
}

const OUTSIDE = "outside:    where q(z) is less dense than at 99 % of its own codes";

function uncountedLines({ kinds }: SampleComparison): string[] {
  return [
    " ".repeat(21) + "outside of q(z)",
    ...kinds.map((kind) => namesOf(kind)[0].padEnd(21) + percent(kind.outside).padStart(15)),
    "",
    OUTSIDE,
  ];
}

function countedLines(
  { kinds }: SampleComparison,
  { word, labels, reconstructions, testImages }: CountedLabels,
  { count, test }: Sizes,
): string[] {
  const rows: readonly Row[] = [
    ...kinds.map((kind) => {
      const [name, short] = namesOf(kind);
      return { name, short, found: kind.found!, count, outside: kind.outside };
    }),
    { name: "reconstructions", found: reconstructions.found, count: test },
    { name: "test images", found: testImages.found, count: test },
  ];
  const inColumns = labels.length <= MOST_COLUMNS &&
    labels.every(({ length }) => length <= LONGEST_NAME);
  const right = testImages.right === undefined ? [] : [
    "",
    `The classifier is right on ${rightOn(testImages)} of the test images,`,
    `and on ${rightOn(reconstructions)} of their reconstructions, from mu.`,
  ];
  return [
    " ".repeat(33) + "how   outside" + (inColumns ? "    % of all that show a" : ""),
    " ".repeat(19) + "recognised varied   of q(z)" +
    (inColumns ? "   " + labels.map((label) => label.padStart(4)).join("") : ""),
    ...rows.map((row) =>
      rowText(row) + (inColumns ? "    " + percents(row).map((n) => n.padStart(4)).join("") : "")
    ),
    ...inColumns ? [] : [
      "",
      ...table([
        ["% of all that show", ...rows.map(({ name, short = name }) => short)],
        ...labels.map((label, i) => [label, ...rows.map((row) => percents(row)[i])]),
      ]),
    ],
    "",
    `recognised: the classifier gives a ${word} a probability of ${RECOGNISED} or more`,
    `how varied: exp(entropy) of the recognised; ${labels.length} if all ${word}s come equally often`,
    OUTSIDE,
    ...right,
  ];
}

/** A line of the table. */
interface Row {
  readonly name: string;
  /** At the head of a column, if it is another. */
  readonly short?: string;
  readonly found: RecognisedDigits;
  /** Of how many images. */
  readonly count: number;
  readonly outside?: number;
}

function rowText({ name, found, outside }: Row): string {
  return name.padEnd(21) + percent(found.share).padStart(8) + varietyText(found).padStart(7) +
    (outside === undefined ? "-" : percent(outside)).padStart(9);
}

/** How many of all images show each label, in percent. */
function percents({ found, count }: Row): string[] {
  return found.counts.map((each) => (100 * each / count).toFixed(0));
}

/** `98.3 % (of the recognised: 99.5 %)`. */
function rightOn({ right = NaN, rightOfRecognised = NaN }: ComparedImages): string {
  const ofRecognised = Number.isNaN(rightOfRecognised) ? "none" : percent(rightOfRecognised);
  return `${percent(right)} (of the recognised: ${ofRecognised})`;
}
