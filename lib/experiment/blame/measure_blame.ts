import type { DataSet } from "../../data/data_set.ts";
import { holm } from "../../math/holm.ts";
import { pairedDifference } from "../../math/paired_difference.ts";
import { nextSeed, type Seed } from "../../math/seed.ts";
import { summary } from "../../math/summary.ts";
import { TorchRandom } from "../../math/torch_random.ts";
import { antitheticNoise } from "../../measure/antithetic_noise.ts";
import { type EncodedImages, encodeImages } from "../../measure/encode_images.ts";
import { epsilonDelta } from "../../measure/epsilon_delta.ts";
import { klOfImages } from "../../measure/kl_of_images.ts";
import { type KlDecomposition, mutualInformation } from "../../measure/mutual_information.ts";
import { posteriorLoss } from "../../measure/posterior_loss.ts";
import { posteriorStarts, unitStart } from "../../measure/posterior_starts.ts";
import { refineFromStarts } from "../../measure/refine_from_starts.ts";
import { unitCapacity, unitSensitivity } from "../../measure/unit_sensitivity.ts";
import type { Vae } from "../../model/vae.ts";
import { UserError } from "../../user_error.ts";

/** The losses of some images under some posteriors. */
export interface ImageLosses {
  /** error + klWeight * KL of each image. [N] */
  readonly loss: readonly number[];
  /** The mean error. */
  readonly reconstruction: number;
  /** The KL term, unweighted, in nats per image. */
  readonly kl: number;
  /** The same for each unit. [d] */
  readonly klPerUnit: readonly number[];
  /** The variance of each unit's means over the images. [d] */
  readonly varianceOfMu: readonly number[];
  /**
   * What a code tells about which of these images it came from, I(x; z) in nats, at most log N: what is left of
   * the KL term moves all images alike, and tells nothing.
   */
  readonly information: number;
}

/** Images before and after their posteriors were refined. */
export interface RefinedImages {
  /** Where the encoder puts them. */
  readonly encoder: ImageLosses;
  /** The best posteriors that were found, at the same noise. */
  readonly refined: ImageLosses;
  /** Steps of Adam, from all starts together. */
  readonly steps: number;
  /** Whether the refinement ended since it gained no more. */
  readonly converged: boolean;
  /** What the mean loss gained in its last 25 steps. */
  readonly lastGain: number;
  /** How many images end with what each start led to: the encoder's, the prior, the best of 128 codes. */
  readonly chosen: readonly number[];
}

/** What was measured of one latent unit, on the training images. */
export interface MeasuredUnit {
  /** Nats under the encoder, the mean over the refined images. */
  readonly kl: number;
  /** The variance of its means over these images. */
  readonly varianceOfMu: number;
  /** Nats when all units are refined. */
  readonly refinedKl: number;
  /** Nats when this unit alone is refined, the others staying where the encoder puts them. */
  readonly aloneKl: number;
  /** The variance of its means then. */
  readonly aloneVariance: number;
  /** What it alone then tells of which image it came from, in nats; the rest of its nats moves all alike. */
  readonly aloneInformation: number;
  /** The standard error of that, from the codes that are drawn; the images are taken as they are. */
  readonly aloneInformationError: number;
  /** What the loss gains by that, per image. */
  readonly gain: number;
  /** Its standard error over the images. */
  readonly standardError: number;
  /** Of the paired t test of that gain, corrected for the number of units (Holm 1979). */
  readonly p: number;
  /** See `unitSensitivity`. */
  readonly outputVariance: number;
  /** The square root of its `errorVariance`. */
  readonly errorDeviation: number;
  /** See `unitCapacity`: nats that a linear decoder which depends as much on the unit would carry. */
  readonly capacity: number;
  /** For each of {@linkcode EPSILONS} the least delta for which the unit is (epsilon, delta)-collapsed. */
  readonly delta: readonly number[];
}

/** Everything that is measured of a model before it is judged. */
export interface MeasuredModel {
  /** The weight of the KL term, beta. */
  readonly klWeight: number;
  /** Training images. */
  readonly training: RefinedImages;
  /** Images that the model was not trained on. */
  readonly test: RefinedImages;
  /** The latent units. [d] */
  readonly units: readonly MeasuredUnit[];
}

/** The nats for which the (epsilon, delta)-collapse is told: from 0.001 to 10, ten in each decade. */
export const EPSILONS: readonly number[] = Array.from(
  { length: 41 },
  (_, i) => Number((10 ** (i / 10 - 3)).toPrecision(3)),
);

/** Draws an image for the losses that are reported, and for those of a single unit. */
const REPORTED_DRAWS = 64, UNIT_DRAWS = 32;

/** Codes of each image by which it is told what a single unit tells: the error is then a hundredth of a nat or less. */
const UNIT_CODES = 32;

/** Images of which the (epsilon, delta)-collapse is told, at most; they are only encoded. */
const ENCODED = 10_000;

/** Beyond it exp(logVar) overflows float32, and the square of a mean soon does. */
const MAX_VALUE = 80;

/** Of what, and how much of it. */
export interface MeasureBlameInput {
  /** The model. */
  readonly vae: Vae;
  /** The images that it was trained on. */
  readonly training: DataSet;
  /** Others. */
  readonly test: DataSet;
  /** How many of each are refined, the first ones. */
  readonly images: number;
  /** The weight of the KL term, beta; above 0. */
  readonly klWeight: number;
  /** Draws all noise. */
  readonly seed: Seed;
  /** Ends it between two steps. */
  readonly signal?: AbortSignal;
}

/**
 * Measures what the encoder and what the decoder of a model have to do with its loss: the posteriors of some
 * images, and then each unit's alone, are refined by gradient with the decoder held fixed, and each unit is
 * varied over the prior. The reported losses have noise of their own, the same before and after, so that what
 * was fitted to the noise of the refinement does not count.
 *
 * @throws {UserError} if the encoder's posteriors are not finite, or nearly so
 * @throws the signal's reason, if it is aborted
 */
export async function measureBlame(input: MeasureBlameInput): Promise<MeasuredModel> {
  const { vae, klWeight, seed } = input;
  const training = input.training.first(input.images);
  const encoded = await encodeImages(vae, training);
  for (const values of [encoded.mu, encoded.logVar]) {
    const odd = values.find((value) => !(Math.abs(value) < MAX_VALUE));
    if (odd === undefined) continue;
    throw new UserError(
      `the encoder gives an image a mean or a logVar of ${odd}: training diverged, and there is no loss to refine.`,
    );
  }
  const first = await refined(input, training, encoded);
  const test = input.test.first(input.images);
  const second = await refined(input, test, await encodeImages(vae, test));
  const alone = await refinedAlone(input, training, encoded);
  const random = new TorchRandom(seed);
  const sensitivity = await unitSensitivity(vae, training, encoded, { random });
  const many = await encodeImages(vae, input.training.first(ENCODED));
  const deltas = EPSILONS.map((epsilon) => epsilonDelta(many, epsilon));
  const units = sensitivity.map((
    { outputVariance, weighedVariance, errorVariance },
    unit,
  ): MeasuredUnit => ({
    kl: first.encoder.klPerUnit[unit],
    varianceOfMu: first.encoder.varianceOfMu[unit],
    refinedKl: first.refined.klPerUnit[unit],
    ...alone[unit],
    ...{ outputVariance, errorDeviation: Math.sqrt(errorVariance) },
    capacity: unitCapacity(weighedVariance, klWeight),
    delta: deltas.map((delta) => delta[unit]),
  }));
  return { klWeight, training: first, test: second, units };
}

/** Refines all units of some images. */
async function refined(
  { vae, klWeight, seed, signal }: MeasureBlameInput,
  data: DataSet,
  encoded: EncodedImages,
): Promise<RefinedImages> {
  const random = () => new TorchRandom(seed);
  const starts = await posteriorStarts(vae, data, encoded, random());
  const { posteriors, steps, converged, lastGain, chosen } = await refineFromStarts(
    ...[vae, data, Object.values(starts)] as const,
    { klWeight, random: random(), signal },
  );
  const noise = reportedNoise(encoded, seed, REPORTED_DRAWS);
  const losses = (posteriors: EncodedImages) =>
    imageLosses({ vae, klWeight }, data, posteriors, noise);
  return {
    encoder: await losses(encoded),
    refined: await losses(posteriors),
    ...{ steps, converged, lastGain, chosen },
  };
}

/** The losses of images where the encoder puts them, at the noise of all reported losses. */
export async function encoderLosses(
  { vae, klWeight, seed }: Pick<MeasureBlameInput, "vae" | "klWeight" | "seed">,
  data: DataSet,
): Promise<ImageLosses> {
  const encoded = await encodeImages(vae, data);
  const noise = reportedNoise(encoded, seed, REPORTED_DRAWS);
  return await imageLosses({ vae, klWeight }, data, encoded, noise);
}

/** What is found of a unit when it alone is refined. */
type Alone = Pick<
  MeasuredUnit,
  | "aloneKl"
  | "aloneVariance"
  | "aloneInformation"
  | "aloneInformationError"
  | "gain"
  | "standardError"
  | "p"
>;

/** Refines one unit at a time. */
async function refinedAlone(
  { vae, klWeight, seed, signal }: MeasureBlameInput,
  data: DataSet,
  encoded: EncodedImages,
): Promise<Alone[]> {
  const noise = reportedNoise(encoded, seed, UNIT_DRAWS);
  const losses = (posteriors: EncodedImages) =>
    imageLosses({ vae, klWeight }, data, posteriors, noise);
  const before = await losses(encoded);
  const found = [];
  for (let unit = 0; unit < encoded.latentSize; unit++) {
    const starts = [encoded, await unitStart(vae, data, encoded, unit)];
    const random = new TorchRandom(seed);
    const { posteriors } = await refineFromStarts(vae, data, starts, {
      ...{ klWeight, random, units: [unit], signal },
    });
    const after = await losses(posteriors);
    const told = informationOf(unitOf(posteriors, unit), UNIT_CODES);
    found.push({
      ...gainOf(before.loss, after.loss),
      ...{ aloneKl: after.klPerUnit[unit], aloneVariance: after.varianceOfMu[unit] },
      ...{ aloneInformation: told.information, aloneInformationError: told.standardError },
    });
  }
  const corrected = holm(found.map(({ p }) => p));
  return found.map((unit, i) => ({ ...unit, p: corrected[i] }));
}

/** What the loss gains, per image: the mean difference, its standard error over the images, and its p-value. */
export function gainOf(
  before: readonly number[],
  after: readonly number[],
): { gain: number; standardError: number; p: number } {
  const { mean, p } = pairedDifference(before, after);
  const squares = before.reduce((sum, loss, i) => sum + (loss - after[i] - mean) ** 2, 0);
  const n = before.length;
  return { gain: mean, standardError: Math.sqrt(squares / (n * Math.max(1, n - 1))), p };
}

/** The noise of reported losses: from another seed than that of the refinement. */
function reportedNoise({ count, latentSize }: EncodedImages, seed: Seed, draws: number) {
  return antitheticNoise(new TorchRandom(nextSeed(seed)), { images: count, draws, latentSize });
}

/** The losses of images under posteriors. */
async function imageLosses(
  { vae, klWeight }: Pick<MeasureBlameInput, "vae" | "klWeight">,
  data: DataSet,
  posteriors: EncodedImages,
  noise: Float32Array,
): Promise<ImageLosses> {
  const { count, latentSize: d } = posteriors;
  const { loss, error } = await posteriorLoss(vae, data, posteriors, { klWeight, noise });
  const klPerUnit = new Array<number>(d).fill(0);
  for (const [at, kl] of klOfImages(posteriors).entries()) klPerUnit[at % d] += kl / count;
  const varianceOfMu = klPerUnit.map((_, unit) =>
    summary(Array.from({ length: count }, (_, image) => posteriors.mu[image * d + unit]))
      .deviation ** 2
  );
  return {
    loss: [...loss],
    reconstruction: error.reduce((sum, value) => sum + value, 0) / count,
    kl: klPerUnit.reduce((sum, kl) => sum + kl, 0),
    ...{ klPerUnit, varianceOfMu },
    information: informationOf(posteriors).information,
  };
}

/**
 * What a code tells of which image it came from, with its standard error; all models see the same draws. Posteriors
 * that stand there several times are the same images, and give a code each time.
 */
function informationOf(
  posteriors: EncodedImages,
  codes = 1,
): Pick<KlDecomposition, "information" | "standardError"> {
  const { count, latentSize } = posteriors;
  const repeated = (values: Float32Array) =>
    Float32Array.from({ length: codes * values.length }, (_, at) => values[at % values.length]);
  return mutualInformation({
    ...{ count: codes * count, latentSize },
    ...{ mu: repeated(posteriors.mu), logVar: repeated(posteriors.logVar) },
  }, { random: new TorchRandom(0) });
}

/** The posteriors of one unit. */
function unitOf({ count, latentSize: d, mu, logVar }: EncodedImages, unit: number): EncodedImages {
  const column = (values: Float32Array) =>
    Float32Array.from({ length: count }, (_, image) => values[image * d + unit]);
  return { count, latentSize: 1, mu: column(mu), logVar: column(logVar) };
}
