import { breather } from "../data/breather.ts";
import type { DataSet } from "../data/data_set.ts";
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
import { classifierPixels } from "../model/classifier.ts";
import { type ImageShape, shapeText } from "../math/image_shape.ts";
import { checkImage } from "../measure/check_image.ts";
import { oneLine, UserError } from "../user_error.ts";
import type { Parameters } from "../model/parameters.ts";
import type { Vae } from "../model/vae.ts";

/** What is compared, and with what. */
export interface CompareSamplesInput {
  /** The model whose decoder draws. */
  readonly vae: Vae;
  /** The classifier that counts digits. */
  readonly classifier: Parameters;
  /** The images that the model was trained on: the aggregate posterior is made of them. */
  readonly training: DataSet;
  /** Images that neither the model nor the classifier has seen. */
  readonly test: DataSet;
  /** Codes drawn of each kind. */
  readonly count: number;
  /** Draws all codes. */
  readonly seed: Seed;
}

/** Codes of one kind, and what the decoder makes of them. */
export interface ComparedCodes {
  /** Where the codes come from. */
  readonly from: "uniform" | "prior" | "aggregate";
  /** Code after code. [count * d] */
  readonly codes: Float32Array;
  /** What the decoder makes of them. [count * P] */
  readonly images: Float32Array;
  /** The digits that the classifier is sure of. */
  readonly found: RecognisedDigits;
  /** The share of the codes that lie outside of the aggregate posterior. */
  readonly outside: number;
}

/** The images that the codes are compared with. */
export interface ComparedImages {
  /** The digits that the classifier is sure of. */
  readonly found: RecognisedDigits;
  /** The share of the images whose digit the classifier names rightly. */
  readonly right: number;
  /** The same of those that it recognises; NaN where there are none. */
  readonly rightOfRecognised: number;
}

/** What {@linkcode compareSamples} found. */
export interface SampleComparison {
  /** Uniform in [0, 1)^d as in the lab, from the prior N(0, I), and the encoder's own, q(z). */
  readonly kinds: readonly ComparedCodes[];
  /** The test images' reconstructions from mu, and the test images. */
  readonly reconstructions: ComparedImages;
  /** The test images themselves. */
  readonly testImages: ComparedImages;
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

/** Codes whose density is computed, codes shown as points, draws for the information. */
const DENSITIES = 1000, POINTS = 1500, DRAWS = 2000;

/**
 * Draws codes in three ways, and lets a classifier count the digits on what they decode to.
 */
export async function compareSamples(input: CompareSamplesInput): Promise<SampleComparison> {
  const { vae, classifier, training, test, count, seed } = input;
  for (const data of [training, test]) checkImage(vae, data);
  if (classifierPixels(classifier) !== test.size) {
    throw new UserError(
      `the classifier counts digits on images of ${
        classifierPixels(classifier)
      } pixels; those of ` +
        `${oneLine(test.name)} have ${
          shapeText(test)
        }. Train one on them with the script classifier.`,
    );
  }
  const d = vae.latentSize;
  const random = () => new TorchRandom(seed);
  const images = await encodeImages(vae, training);
  const { klPerUnit, varianceOfMu } = await latentMetrics(vae, training);
  const drawn = [
    { from: "uniform", codes: random().uniform(count * d) },
    { from: "prior", codes: random().normal(count * d) },
    { from: "aggregate", codes: aggregateCodes(images, count, random()) },
  ] as const;
  const breathe = breather(); // so that Ctrl-C, which waits for a pause, is not kept waiting for all of it
  const some = drawn.map(({ codes }) => codes.subarray(0, DENSITIES * d));
  const outside = outsideAggregate(images, some, { random: random() });
  const kinds: ComparedCodes[] = [];
  for (const [n, { from, codes }] of drawn.entries()) {
    await breathe();
    const decoded = await decodeCodes(vae, codes);
    const found = recognisedDigits(await classify(classifier, decoded));
    kinds.push({ from, codes, images: decoded, found, outside: outside[n] });
  }
  const { mu } = await encodeImages(vae, test);
  const reconstructions = await classify(classifier, await decodeCodes(vae, mu));
  const testImages = await classify(classifier, test.rows([...test.labels.keys()]));
  await breathe();
  const draws = Math.min(DRAWS, images.count);
  const decomposition = mutualInformation(images, { random: random(), draws });
  await breathe();
  const activeUnits = varianceOfMu.flatMap((v, unit) => v > ACTIVE_VARIANCE ? [unit] : []);
  return {
    kinds,
    reconstructions: compared(reconstructions, test),
    testImages: compared(testImages, test),
    ...{ decomposition, activeUnits },
    inCube: shareInCube(kinds[2].codes, d, activeUnits),
    unitsByKl: klPerUnit.map((_, unit) => unit).sort((a, b) => klPerUnit[b] - klPerUnit[a]),
    image: vae.image,
    backdrop: aggregateCodes(images, count, new TorchRandom(nextSeed(seed))),
  };
}

/** How often the classifier is right. */
function compared(classified: Classified, { labels }: DataSet): ComparedImages {
  const { digits, probabilities } = classified;
  const all = [...digits.keys()];
  const right = (images: number[]) =>
    images.filter((i) => digits[i] === labels[i]).length / images.length;
  return {
    found: recognisedDigits(classified),
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
  { kinds, unitsByKl, backdrop, image }: SampleComparison,
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
  const rows = kinds.map(({ from, codes, images, found, outside }) => ({
    title: titles[from],
    note: `${percent(found.share)} recognised, as varied as ${varietyText(found)} digits; ` +
      `${percent(outside)} outside of q(z)`,
    ...{ points: points(codes), images },
    shares: found.counts.map((digit) => digit / (codes.length / d)),
  }));
  return await sampleComparison(rows, {
    units: second === undefined ? [`unit ${first}`] : [`unit ${first}`, `unit ${second}`],
    caption:
      `Gray: the encoder's codes${
        d > 2 ? ", in the two units of largest KL" : ""
      }. Recognised: probability ` +
      `${RECOGNISED} or more. Outside: where it puts 1 % of its codes.`,
    backdrop: points(backdrop),
    image,
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
