import { breather } from "../../data/breather.ts";
import { checkCount } from "../../data/check_count.ts";
import type { DataSet } from "../../data/data_set.ts";
import { checkList, checkWhole } from "../../math/check_argument.ts";
import { nextSeed, type Seed } from "../../math/seed.ts";
import { TorchRandom } from "../../math/torch_random.ts";
import { aggregateCodes } from "../../measure/aggregate_codes.ts";
import { type EncodedImages, encodeImages } from "../../measure/encode_images.ts";
import type { Parameters } from "../../model/parameters.ts";
import type { Vae } from "../../model/vae.ts";
import { type Covariance, COVARIANCES, fitMixture } from "../../prior/fit_mixture.ts";
import {
  type GaussianMixture,
  mixtureCodes,
  mixtureLogDensity,
} from "../../prior/gaussian_mixture.ts";
import {
  type JudgedCodes,
  judgedCodes,
  type PriorGain,
  priorGain,
} from "../../prior/prior_gain.ts";
import {
  disposeSecondStage,
  fitSecondStage,
  type SecondStage,
  secondStageCodes,
  secondStageLogDensityBounds,
} from "../../prior/second_stage.ts";
import { fitVampPrior } from "../../prior/vamp_prior.ts";
import { UserError } from "../../user_error.ts";
import {
  checkComparable,
  compareSamples,
  type FittedCodes,
  type SampleComparison,
} from "../compare_samples.ts";

/** Whose prior is repaired, on which images, and how much is spent on it. */
export interface RepairPriorInput {
  /** The trained model, which stays as it is. */
  readonly vae: Vae;
  /** The images that it was trained on. */
  readonly training: DataSet;
  /** Images that it has not seen. */
  readonly test: DataSet;
  /** Counts what samples show; without it nothing is counted. */
  readonly classifier?: Parameters;
  /** Draws everything. */
  readonly seed: Seed;
  /** Numbers of components of a Gaussian mixture that are tried, smallest first, until held-out codes lose by more. */
  readonly components: readonly number[];
  /** Pseudo-inputs of the VampPrior. */
  readonly pseudoInputs: number;
  /** Codes that a mixture is fitted to; half as many choose among the fits. */
  readonly fitCodes: number;
  /** Steps of Adam that the VampPrior's pseudo-inputs take. */
  readonly vampSteps: number;
  /** Steps of Adam that the second stage takes. */
  readonly stageSteps: number;
  /** Images, of training and test each, a code of which judges the priors; at most all of them. */
  readonly draws: number;
  /** Codes of each kind that are decoded, and on which labels are counted. */
  readonly codes: number;
  /** Stops between two steps. */
  readonly signal?: AbortSignal;
}

/** The methods by which a prior is fitted. */
export const PRIOR_METHODS = ["mixture", "second-stage", "vamp"] as const;
/** One of {@linkcode PRIOR_METHODS}. */
export type PriorMethod = typeof PRIOR_METHODS[number];

/** What q(z) itself gains: what a fitted prior can gain at most, in nats per image. */
export interface GainPrediction {
  /** On the training images: KL(q(z) || N(0, I)). */
  readonly training: PriorGain["gain"];
  /** On the test images, whose codes are not q(z)'s: no bound there. */
  readonly test: PriorGain["gain"];
  /** The KL term of the training images. */
  readonly kl: number;
}

/** A mixture that was tried. */
export interface TriedMixture {
  /** Its components. */
  readonly components: number;
  /** Their covariances. */
  readonly covariance: Covariance;
  /** Steps of expectation maximisation. */
  readonly steps: number;
  /** The mean log density of the codes that it was fitted to, in nats. */
  readonly fitted: number;
  /** That of codes of images that were held out. */
  readonly heldOut: number;
  /** What the fit took. */
  readonly seconds: number;
}

/** A prior that was fitted, and what it is worth. */
export interface RepairedPrior {
  /** How. */
  readonly method: PriorMethod;
  /** The same in words. */
  readonly title: string;
  /** On the training images. */
  readonly training: PriorGain;
  /** On the test images, where what remains is what q(z) of the training images gains beyond it. */
  readonly test: PriorGain;
  /** Whether gains are lower bounds, because the density is bounded. */
  readonly bounded: boolean;
  /** What the fit took, the choice among several included. */
  readonly seconds: number;
  /** The prior itself, where it is a mixture of Gaussians. */
  readonly mixture?: GaussianMixture;
}

/** How far a repair is. */
export type RepairEvent =
  /** Before anything is fitted. */
  | { readonly kind: "prediction"; readonly prediction: GainPrediction }
  | { readonly kind: "tried"; readonly tried: TriedMixture }
  | { readonly kind: "repaired"; readonly repaired: RepairedPrior }
  | { readonly kind: "results"; readonly results: RepairResults };

/** What {@linkcode repairPrior} found. */
export interface RepairResults {
  /** What q(z) itself gains. */
  readonly prediction: GainPrediction;
  /** All mixtures that were tried. */
  readonly tried: readonly TriedMixture[];
  /** The priors that were fitted. */
  readonly repaired: readonly RepairedPrior[];
  /** Codes of each prior, decoded. */
  readonly comparison: SampleComparison;
}

/** Codes of an image that bound the second stage's density. */
const STAGE_SAMPLES = 100;

/** The part of the training images whose codes are held out, to choose among mixtures. */
const HELD_OUT = 1 / 6;

/**
 * Repairs the prior of a trained model without touching the model: predicts first what a prior equal to the
 * aggregate posterior q(z) would gain over N(0, I), KL(q(z) || N(0, I)), then fits a Gaussian mixture, a second
 * variational autoencoder and a VampPrior to the codes, and measures how much of it each gains.
 *
 * @throws {UserError} for images that the model does not take, or too few of them
 * @throws the signal's reason
 */
export async function* repairPrior(input: RepairPriorInput): AsyncGenerator<RepairEvent, void> {
  checkRepairable(input);
  const { vae, training, test, classifier, seed, signal, draws, codes: count } = input;
  const images = await encodeImages(vae, training);
  const tested = await encodeImages(vae, test);
  const drawn = (of: EncodedImages) =>
    judgedCodes(of, {
      ...{ random: new TorchRandom(seed), draws: Math.min(draws, of.count) },
      ...{ training: images, signal },
    });
  const judged = await drawn(images);
  const judgedTest = await drawn(tested);
  const prediction = {
    training: priorGain(judged, judged.logAggregate).gain,
    test: priorGain(judgedTest, judgedTest.logAggregate).gain,
    kl: judged.kl,
  };
  yield { kind: "prediction", prediction };

  // Fits draw from a generator of their own, so that no fit sees the codes that judge it.
  const random = new TorchRandom(nextSeed(seed));
  const tried: TriedMixture[] = [];
  const repaired: RepairedPrior[] = [];
  const priors: FittedCodes[] = [];
  const byMixture = async (
    found: Pick<RepairedPrior, "method" | "title" | "seconds"> & { mixture: GaussianMixture },
    name: string,
  ) => {
    const { mixture, title } = found;
    priors.push({ name, title, draw: (count, random) => mixtureCodes(mixture, count, random) });
    repaired.push({
      ...{ ...found, bounded: false },
      training: priorGain(judged, await logDensities(mixture, judged)),
      test: priorGain(judgedTest, await logDensities(mixture, judgedTest)),
    });
    return { kind: "repaired", repaired: repaired.at(-1)! } as const;
  };

  let best: TriedMixture & { readonly mixture: GaussianMixture } | undefined;
  for await (const { mixture, ...found } of triedMixtures(images, input, random)) {
    tried.push(found);
    yield { kind: "tried", tried: found };
    if (!best || found.heldOut > best.heldOut) best = { mixture, ...found };
  }
  yield await byMixture({
    method: "mixture",
    title: `Gaussian mixture, ${best!.components} ${best!.covariance} components`,
    mixture: best!.mixture,
    seconds: tried.reduce((sum, { seconds }) => sum + seconds, 0),
  }, "Gaussian mixture");

  let start = performance.now();
  const stage = await fitSecondStage(images, { steps: input.stageSteps, random, signal });
  try {
    const seconds = (performance.now() - start) / 1000;
    repaired.push({
      ...{ method: "second-stage", title: "second-stage VAE", bounded: true, seconds },
      training: priorGain(judged, await stageBounds(stage, judged, seed, signal)),
      test: priorGain(judgedTest, await stageBounds(stage, judgedTest, seed, signal)),
    });
    yield { kind: "repaired", repaired: repaired.at(-1)! };

    start = performance.now();
    const vamp = await fitVampPrior(vae, training, images, {
      components: Math.min(input.pseudoInputs, training.count),
      ...{ steps: input.vampSteps, random, signal },
    });
    const vampEvent = await byMixture({
      method: "vamp",
      title: `VampPrior, ${vamp.mixture.weights.length} pseudo-inputs, model kept`,
      mixture: vamp.mixture,
      seconds: (performance.now() - start) / 1000,
    }, "VampPrior");
    yield vampEvent;
    priors.splice(1, 0, {
      ...{ name: "second-stage VAE", title: "second-stage VAE" },
      draw: (count, random) => secondStageCodes(stage, count, random),
    });
    signal?.throwIfAborted();
    const comparison = await compareSamples({
      ...{ vae, classifier, training, test, count, seed, fitted: priors },
    });
    yield { kind: "results", results: { prediction, tried, repaired, comparison } };
  } finally {
    disposeSecondStage(stage);
  }
}

/**
 * Makes sure that a prior can be repaired, before anything is computed or written.
 *
 * @throws {UserError} for images that the model or the classifier does not take, or too few of them
 * @throws {RangeError} for a number of components, codes or draws that is none
 */
export function checkRepairable(input: RepairPriorInput): void {
  const { training, test, components, fitCodes, draws, codes } = input;
  checkComparable(input);
  for (const [data, images] of [[training, "training images"], [test, "test images"]] as const) {
    checkCount(data, {
      ...{ least: 2, images, task: "prior" },
      since: "what a prior gains is a mean over them with a standard error",
    });
  }
  checkWhole("fitCodes", fitCodes, { min: 2 });
  for (const count of checkList("components", components)) {
    checkWhole("components", count, { min: 1 });
    if (count <= fitCodes) continue;
    throw new UserError(
      `a mixture has at most as many components as it is fitted to codes, ${fitCodes}; got ${count}. ` +
        "Choose fewer with `components`, or more codes with `fitCodes`.",
    );
  }
  for (const [name, value] of Object.entries({ draws, codes })) checkWhole(name, value, { min: 2 });
}

/**
 * Fits mixtures to codes of most training images, and sees how dense they are at codes of the others. From the
 * number of components on where that falls, they follow the fitted codes too closely, and no more are tried.
 */
async function* triedMixtures(
  images: EncodedImages,
  { components, fitCodes, signal }: RepairPriorInput,
  random: TorchRandom,
): AsyncGenerator<TriedMixture & { readonly mixture: GaussianMixture }, void> {
  const d = images.latentSize;
  const order = random.permutation(images.count);
  const held = Math.max(1, Math.round(images.count * HELD_OUT));
  const codesOf = (chosen: Int32Array, count: number) =>
    Float64Array.from(aggregateCodes(posteriorsOf(images, chosen), count, random));
  const own = codesOf(order.subarray(held), fitCodes);
  const heldOut = codesOf(order.subarray(0, held), Math.ceil(fitCodes / 2));
  for (const covariance of COVARIANCES) {
    let last = -Infinity;
    for (const count of components.toSorted((a, b) => a - b)) {
      const start = performance.now();
      const options = { latentSize: d, components: count, covariance, random, signal };
      const { mixture, step, logLikelihood } = await fitMixture(own, options);
      const seconds = (performance.now() - start) / 1000;
      const densities = await logDensities(mixture, { latentSize: d, codes: heldOut });
      const found = mean(densities);
      yield {
        ...{ components: count, covariance, mixture, steps: step, seconds },
        ...{ fitted: logLikelihood, heldOut: found },
      };
      if (found < last) break;
      last = found;
    }
  }
}

/** Some of the posteriors. */
function posteriorsOf(
  { latentSize: d, mu, logVar }: EncodedImages,
  chosen: Int32Array,
): EncodedImages {
  const pick = (values: Float32Array) => {
    const picked = new Float32Array(chosen.length * d);
    chosen.forEach((n, i) => picked.set(values.subarray(n * d, (n + 1) * d), i * d));
    return picked;
  };
  return { count: chosen.length, latentSize: d, mu: pick(mu), logVar: pick(logVar) };
}

/** A mixture's log density at each code. */
async function logDensities(
  mixture: GaussianMixture,
  { latentSize: d, codes }: Pick<JudgedCodes, "latentSize" | "codes">,
): Promise<Float64Array> {
  const breathe = breather();
  const logDensity = mixtureLogDensity(mixture);
  const found = new Float64Array(codes.length / d);
  for (let n = 0; n < found.length; n++) {
    if (n % 512 === 0) await breathe();
    found[n] = logDensity(codes.subarray(n * d, (n + 1) * d));
  }
  return found;
}

function stageBounds(
  stage: SecondStage,
  { codes }: JudgedCodes,
  seed: Seed,
  signal?: AbortSignal,
): Promise<Float64Array> {
  const random = new TorchRandom(nextSeed(nextSeed(seed)));
  return secondStageLogDensityBounds(stage, codes, { samples: STAGE_SAMPLES, random, signal });
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value / values.length, 0);
}
