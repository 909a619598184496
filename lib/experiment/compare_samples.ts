import { breather } from "../data/breather.ts";
import type { DataSet } from "../data/data_set.ts";
import { labelWord } from "../data/label_word.ts";
import type { Canvas } from "../deps/canvas.ts";
import { sampleComparison } from "../figure/sample_comparison.ts";
import { nextSeed, type Seed } from "../math/seed.ts";
import { TorchRandom } from "../math/torch_random.ts";
import { aggregateCodes } from "../measure/aggregate_codes.ts";
import { type Classified, classify } from "../measure/classify.ts";
import { decodeCodes } from "../measure/decode_codes.ts";
import { encodeImages } from "../measure/encode_images.ts";
import { ACTIVE_VARIANCE } from "../measure/collapse_state.ts";
import { latentMetrics } from "../measure/latent_metrics.ts";
import { type KlDecomposition, mutualInformation } from "../measure/mutual_information.ts";
import { outsideAggregate } from "../measure/outside_aggregate.ts";
import {
  RECOGNISED,
  type RecognisedDigits,
  recognisedDigits,
} from "../measure/recognised_digits.ts";
import { classifierClasses, classifierPixels } from "../model/classifier.ts";
import { checkDigits } from "../measure/check_digits.ts";
import { type ImageShape, shapeText } from "../math/image_shape.ts";
import { checkImage } from "../measure/check_image.ts";
import { oneLine, UserError } from "../user_error.ts";
import type { Parameters } from "../model/parameters.ts";
import type { Vae } from "../model/vae.ts";

/** What is compared, and with what. */
export interface CompareSamplesInput {
  /** The model whose decoder draws. */
  readonly vae: Vae;
  /** The classifier that counts digits, or what else the images show; without it nothing is counted. */
  readonly classifier?: Parameters;
  /** The images that the model was trained on: the aggregate posterior is made of them. */
  readonly training: DataSet;
  /** Images that neither the model nor the classifier has seen. */
  readonly test: DataSet;
  /** Codes drawn of each kind. */
  readonly count: number;
  /** Draws all codes. */
  readonly seed: Seed;
  /** Codes of further kinds, from priors that were fitted. */
  readonly fitted?: readonly FittedCodes[];
}

/** Codes that a fitted prior draws. */
export interface FittedCodes {
  /** What a table calls the prior, in at most 20 letters. */
  readonly name: string;
  /** What a figure calls it. */
  readonly title: string;
  /** Draws codes. -> [count * d] */
  readonly draw: (count: number, random: TorchRandom) => Float32Array | Promise<Float32Array>;
}

/** Codes of one kind, and what the decoder makes of them. */
export interface ComparedCodes {
  /** Where the codes come from. */
  readonly from: "uniform" | "prior" | "aggregate" | "fitted";
  /** What tables and figures call a fitted prior. */
  readonly fitted?: Pick<FittedCodes, "name" | "title">;
  /** Code after code. [count * d] */
  readonly codes: Float32Array;
  /** What the decoder makes of them. [count * P] */
  readonly images: Float32Array;
  /** The labels that the classifier is sure of; absent without a classifier. */
  readonly found?: RecognisedDigits;
  /** The share of the codes that lie outside of the aggregate posterior. */
  readonly outside: number;
}

/** The images that the codes are compared with. */
export interface ComparedImages {
  /** The labels that the classifier is sure of. */
  readonly found: RecognisedDigits;
  /** The share of the images whose label the classifier names rightly; absent for images without labels. */
  readonly right?: number;
  /** The same of those that it recognises; NaN where there are none. */
  readonly rightOfRecognised?: number;
}

/** What a classifier counts, and what it sees on the test images. */
export interface CountedLabels {
  /** What a label is called. */
  readonly word: "digit" | "label";
  /** What the labels that it tells apart are called. [K] */
  readonly labels: readonly string[];
  /** The test images' reconstructions from mu. */
  readonly reconstructions: ComparedImages;
  /** The test images themselves. */
  readonly testImages: ComparedImages;
}

/** What {@linkcode compareSamples} found. */
export interface SampleComparison {
  /** Uniform in [0, 1)^d as in the lab, from the prior N(0, I), the encoder's own, q(z), and fitted priors'. */
  readonly kinds: readonly ComparedCodes[];
  /** What the classifier counts, and on images that are no samples; absent without a classifier. */
  readonly counted?: CountedLabels;
  /** The KL term of the training images taken apart. */
  readonly decomposition: KlDecomposition;
  /** The units whose mean varies over the training images. */
  readonly activeUnits: readonly number[];
  /** The share of q(z) that the lab's cube holds in these units. */
  readonly inCube: number;
  /** All units, those of the largest KL divergence first. */
  readonly unitsByKl: readonly number[];
  /** Codes of q(z) to draw behind the others. [count * d] */
  readonly backdrop: Float32Array;
  /** The size of the images. */
  readonly image: ImageShape;
}

/** Codes of each kind that the figure shows as points, at most. */
export const POINTS = 1500;

/** Codes whose density is computed, draws for the information. */
const DENSITIES = 1000, DRAWS = 2000;

/**
 * Draws codes in three ways, and lets a classifier count the digits on what they decode to.
 *
 * @throws {UserError} if the model or the classifier takes other images, or cannot tell all labels apart
 */
export async function compareSamples(input: CompareSamplesInput): Promise<SampleComparison> {
  checkComparable(input);
  const { vae, classifier, training, test, count, seed, fitted = [] } = input;
  const d = vae.latentSize;
  const random = () => new TorchRandom(seed);
  const images = await encodeImages(vae, training);
  const { klPerUnit, varianceOfMu } = await latentMetrics(vae, training);
  const drawn: Pick<ComparedCodes, "from" | "codes" | "fitted">[] = [
    { from: "uniform", codes: random().uniform(count * d) },
    { from: "prior", codes: random().normal(count * d) },
    { from: "aggregate", codes: aggregateCodes(images, count, random()) },
  ];
  for (const { name, title, draw } of fitted) {
    const codes = await draw(count, random());
    drawn.push({ from: "fitted", fitted: { name, title }, codes });
  }
  const breathe = breather(); // so that Ctrl-C, which waits for a pause, is not kept waiting for all of it
  const some = drawn.map(({ codes }) => codes.subarray(0, DENSITIES * d));
  const outside = outsideAggregate(images, some, { random: random() });
  const kinds: ComparedCodes[] = [];
  for (const [n, { codes, ...kind }] of drawn.entries()) {
    await breathe();
    const decoded = await decodeCodes(vae, codes);
    const found = classifier && recognisedDigits(await classify(classifier, decoded));
    kinds.push({ ...kind, codes, images: decoded, found, outside: outside[n] });
  }
  const counted = classifier && {
    word: labelWord(test),
    labels: namesOf(classifierClasses(classifier), test),
    reconstructions: compared(
      await classify(classifier, await decodeCodes(vae, (await encodeImages(vae, test)).mu)),
      test,
    ),
    testImages: compared(
      await classify(classifier, test.rows([...Array(test.count).keys()])),
      test,
    ),
  };
  await breathe();
  const draws = Math.min(DRAWS, images.count);
  const decomposition = mutualInformation(images, { random: random(), draws });
  await breathe();
  const activeUnits = varianceOfMu.flatMap((v, unit) => v > ACTIVE_VARIANCE ? [unit] : []);
  return {
    kinds,
    counted,
    ...{ decomposition, activeUnits },
    inCube: shareInCube(kinds[2].codes, d, activeUnits),
    unitsByKl: klPerUnit.map((_, unit) => unit).sort((a, b) => klPerUnit[b] - klPerUnit[a]),
    image: vae.image,
    backdrop: aggregateCodes(images, count, new TorchRandom(nextSeed(seed))),
  };
}

/**
 * Makes sure that samples can be compared, before anything is computed or written.
 *
 * @throws {UserError} if the model or the classifier takes other images, or cannot tell all labels apart
 */
export function checkComparable(
  { vae, classifier, training, test }: Omit<CompareSamplesInput, "count" | "seed">,
): void {
  for (const data of [training, test]) checkImage(vae, data);
  if (classifier) checkClassifierTakes(classifier, test);
}

/** Makes sure that a classifier can count what these images show. */
function checkClassifierTakes(classifier: Parameters, test: DataSet): void {
  checkDigits(test, classifierClasses(classifier));
  const pixels = classifierPixels(classifier);
  if (pixels === test.size) return;
  throw new UserError(
    `the classifier counts digits on images of ${pixels} pixels; those of ${
      oneLine(test.name)
    } have ` +
      `${shapeText(test)}. Train one on them with the script classifier.`,
  );
}

/** What a classifier of `classes` labels tells apart: by their names, if these are all that it knows. */
function namesOf(classes: number, { labelNames }: DataSet): readonly string[] {
  return labelNames?.length === classes
    ? labelNames
    : Array.from({ length: classes }, (_, i) => `${i}`);
}

/** How often the classifier is right. */
function compared(classified: Classified, { labels }: DataSet): ComparedImages {
  const { digits, probabilities } = classified;
  const all = [...digits.keys()];
  const right = (images: number[]) =>
    images.filter((i) => digits[i] === labels![i]).length / images.length;
  const found = recognisedDigits(classified);
  if (!labels) return { found };
  return {
    found,
    right: right(all),
    rightOfRecognised: right(all.filter((i) => probabilities[i] >= RECOGNISED)),
  };
}

/** The share of codes that lie in [0, 1) in each of these units. */
function shareInCube(codes: Float32Array, d: number, units: readonly number[]): number {
  let inside = 0;
  for (let start = 0; start < codes.length; start += d) {
    if (units.every((unit) => codes[start + unit] >= 0 && codes[start + unit] < 1)) inside++;
  }
  return inside / (codes.length / d);
}

/** `compare.png`: each kind of codes in the plane of the two units of largest KL, and what they decode to. */
export async function drawSampleComparison(
  { kinds, counted, unitsByKl, backdrop, image }: SampleComparison,
): Promise<Canvas> {
  const d = unitsByKl.length;
  // The two units that tell most about the image span the plane of the figure; a single unit its line.
  const [first, second] = unitsByKl;
  const points = (codes: Float32Array) =>
    Array.from({ length: Math.min(POINTS, codes.length / d) }, (_, i) => ({
      x: codes[i * d + first],
      ...second === undefined ? {} : { y: codes[i * d + second] },
    }));
  const titles = {
    uniform: `(a) uniform in [0, 1)^${d}, as in the lab`,
    prior: "(b) N(0, I), the prior",
    aggregate: "(c) q(z), the aggregate posterior: the encoder's own codes",
  };
  const letter = (row: number) => String.fromCharCode("a".charCodeAt(0) + row);
  const rows = kinds.map(({ from, fitted, codes, images, found, outside }, row) => ({
    title: from === "fitted" ? `(${letter(row)}) ${fitted!.title}` : titles[from],
    note:
      (found
        ? `${percent(found.share)} recognised, as varied as ${
          varietyText(found)
        } ${counted?.word}s; `
        : "") + `${percent(outside)} outside of q(z)`,
    ...{ points: points(codes), images },
    shares: found?.counts.map((label) => label / (codes.length / d)),
  }));
  return await sampleComparison(rows, {
    units: second === undefined ? [`unit ${first}`] : [`unit ${first}`, `unit ${second}`],
    caption: `Gray: the encoder's codes${d > 2 ? ", in the two units of largest KL" : ""}. ` +
      (counted ? `Recognised: probability ${RECOGNISED} or more. ` : "") +
      "Outside: where it puts 1 % of its codes.",
    backdrop: points(backdrop),
    image,
    labels: counted?.word === "digit" ? undefined : counted?.labels,
  });
}

/** `55.6 %`. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** How many digits the recognised ones are as varied as; `no` where there are none. */
export function varietyText({ effectiveDigits }: RecognisedDigits): string {
  return Number.isNaN(effectiveDigits) ? "no" : effectiveDigits.toFixed(1);
}
