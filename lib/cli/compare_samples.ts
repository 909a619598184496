import type { DataSet } from "../data/data_set.ts";
import { sampleComparison, type SampleRow } from "../figure/sample_comparison.ts";
import { nextSeed, type Seed } from "../math/seed.ts";
import { TorchRandom } from "../math/torch_random.ts";
import type { Parameters } from "../model/parameters.ts";
import type { Vae } from "../model/vae.ts";
import type { OutputFolder } from "../run/output_folder.ts";
import { aggregateCodes } from "../measure/aggregate_codes.ts";
import { type Classified, classify } from "../measure/classify.ts";
import { decodeCodes } from "../measure/decode_codes.ts";
import { encodeImages } from "../measure/encode_images.ts";
import { breather } from "../data/breather.ts";
import { ACTIVE_VARIANCE, latentMetrics } from "../measure/latent_metrics.ts";
import { mutualInformation } from "../measure/mutual_information.ts";
import { outsideAggregate } from "../measure/outside_aggregate.ts";
import {
  RECOGNISED,
  type RecognisedDigits,
  recognisedDigits,
} from "../measure/recognised_digits.ts";
import { writePicture } from "./pictures.ts";
import type { Terminal } from "./terminal.ts";

/** What is compared, and with what. */
export interface CompareSamplesInput {
  /** The model whose decoder draws. */
  readonly vae: Vae;
  /** The classifier that judges. */
  readonly judge: Parameters;
  /** The images that the model was trained on: the aggregate posterior is made of them. */
  readonly training: DataSet;
  /** Images that neither the model nor the judge has seen. */
  readonly test: DataSet;
  /** Codes drawn of each kind. */
  readonly count: number;
  readonly seed: Seed;
  readonly folder: OutputFolder;
}

/** Codes whose density is computed, codes shown as points, draws for the information. */
const DENSITIES = 1000, POINTS = 1500, DRAWS = 2000;

/** `sample --compare`: codes of three kinds, and what a classifier recognises on what they decode to. */
export async function compareSamples(
  input: CompareSamplesInput,
  terminal: Terminal,
): Promise<void> {
  const { vae, judge, training, test, count, seed, folder } = input;
  const d = vae.latentSize;
  const random = () => new TorchRandom(seed);
  terminal.note(`encoding ${training.count} images`);
  const images = await encodeImages(vae, training);
  const { klPerUnit, varianceOfMu } = await latentMetrics(vae, training);
  const kinds = [
    {
      name: "uniform, as the lab",
      title: `(a) uniform in [0, 1)^${d}, as in the lab`,
      codes: random().uniform(count * d),
    },
    {
      name: "N(0, I), the prior",
      title: "(b) N(0, I), the prior",
      codes: random().normal(count * d),
    },
    {
      name: "q(z), the encoder's",
      title: "(c) q(z), the aggregate posterior: the encoder's own codes",
      codes: aggregateCodes(images, count, random()),
    },
  ];
  const some = kinds.map(({ codes }) => codes.subarray(0, DENSITIES * d));
  const breathe = breather(); // so that Ctrl-C, which waits for a pause, is not kept waiting for all of it
  const outside = outsideAggregate(images, some, { random: random() });

  // The two units that tell most about the image span the plane of the figure; a single unit its line.
  const byKl = klPerUnit.map((_, unit) => unit).sort((a, b) => klPerUnit[b] - klPerUnit[a]);
  const [first, second] = byKl;
  const points = (codes: Float32Array) =>
    Array.from({ length: Math.min(POINTS, count) }, (_, i) => ({
      x: codes[i * d + first],
      ...second === undefined ? {} : { y: codes[i * d + second] },
    }));

  terminal.say(`${count} codes of each kind, seed ${seed}, decoded:\n`);
  terminal.say(tableHead);
  const rows: SampleRow[] = [];
  for (const [n, { name, title, codes }] of kinds.entries()) {
    await breathe();
    const pictures = await decodeCodes(vae, codes);
    const found = recognisedDigits(await classify(judge, pictures));
    terminal.say(tableRow(name, found, count, outside[n]));
    rows.push({
      title,
      note: `${percent(found.share)} recognised, as varied as ${variety(found)} digits; ` +
        `${percent(outside[n])} outside of q(z)`,
      points: points(codes),
      images: pictures,
      shares: found.counts.map((digit) => digit / count),
    });
  }
  const originals = test.rows([...test.labels.keys()]);
  const codes = await encodeImages(vae, test);
  const onOriginals = await classify(judge, originals);
  const onReconstructions = await classify(judge, await decodeCodes(vae, codes.mu));
  terminal.say(
    tableRow("reconstructions", recognisedDigits(onReconstructions), test.count),
  );
  terminal.say(tableRow("test images", recognisedDigits(onOriginals), test.count));
  await breathe();

  const { kl, information, aggregateKl, standardError } = mutualInformation(images, {
    random: random(),
    draws: Math.min(DRAWS, images.count),
  });
  await breathe();
  const active = varianceOfMu.flatMap((v, unit) => v > ACTIVE_VARIANCE ? [unit] : []);
  const inCube = shareInCube(kinds[2].codes, d, active);
  terminal.say(`
recognised: the classifier gives a digit a probability of ${RECOGNISED} or more
how varied: exp(entropy) of the recognised; 10 if all digits come equally often
outside:    where q(z) is less dense than at 99 % of its own codes

The classifier is right on ${rightOn(onOriginals, test)} of the test images,
and on ${rightOn(onReconstructions, test)} of their reconstructions, from mu.

In nats: KL(q(z|x) || p) ${kl.toFixed(3)} = information ${information.toFixed(3)} \
(log N: ${Math.log(images.count).toFixed(3)})
                           + KL(q(z) || p) ${aggregateKl.toFixed(3)}, +- ${standardError.toFixed(3)}
The lab's cube holds ${percent(inCube)} of q(z), in the ${active.length} active units.`);
  const canvas = await sampleComparison(rows, {
    units: second === undefined ? [`unit ${first}`] : [`unit ${first}`, `unit ${second}`],
    caption:
      `Gray: the encoder's codes${
        d > 2 ? ", in the two units of largest KL" : ""
      }. Recognised: probability ` +
      `${RECOGNISED} or more. Outside: where it puts 1 % of its codes.`,
    backdrop: points(aggregateCodes(images, count, new TorchRandom(nextSeed(seed)))),
  });
  await writePicture(folder, "compare.png", canvas);
  terminal.say(`\n${folder.path}/compare.png`);
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

const variety = ({ effectiveDigits }: RecognisedDigits) =>
  Number.isNaN(effectiveDigits) ? "no" : effectiveDigits.toFixed(1);

const tableHead = " ".repeat(33) + "how   outside    % of all that show a\n" +
  " ".repeat(19) + "recognised varied   of q(z)   " +
  Array.from({ length: 10 }, (_, digit) => `${digit}`.padStart(4)).join("");

/** A line of the table. */
function tableRow(name: string, found: RecognisedDigits, count: number, outside?: number): string {
  const each = found.counts.map((digit) => (100 * digit / count).toFixed(0).padStart(4));
  return name.padEnd(21) + percent(found.share).padStart(8) + variety(found).padStart(7) +
    (outside === undefined ? "-" : percent(outside)).padStart(9) + "    " + each.join("");
}

/** `98.3 % (of the recognised: 99.5 %)`. */
function rightOn({ digits, probabilities }: Classified, { labels }: DataSet): string {
  const all = [...digits.keys()];
  const share = (images: number[]) =>
    images.length === 0
      ? "none"
      : percent(images.filter((i) => digits[i] === labels[i]).length / images.length);
  const recognised = all.filter((i) => probabilities[i] >= RECOGNISED);
  return `${share(all)} (of the recognised: ${share(recognised)})`;
}

/** The share of codes that lie in [0, 1) in each of these units. */
function shareInCube(codes: Float32Array, d: number, units: readonly number[]): number {
  let inside = 0;
  for (let start = 0; start < codes.length; start += d) {
    if (units.every((unit) => codes[start + unit] >= 0 && codes[start + unit] < 1)) inside++;
  }
  return inside / (codes.length / d);
}
