import type { DataSet } from "../../data/data_set.ts";
import type { Likelihood } from "../../math/likelihood.ts";
import { bernoulliEntropy } from "../../theory/bernoulli_entropy.ts";
import { meanImageError } from "../../theory/mean_image_error.ts";
import { pixelMeans } from "../../theory/pixel_means.ts";
import { MAX_EXACT_PIXELS } from "../../theory/theory_size.ts";
import { encoderLosses, type MeasureBlameInput, type MeasuredModel } from "./measure_blame.ts";
import { optimalLinearVae } from "./optimal_linear_vae.ts";
import {
  bestKnown,
  type KnownLoss,
  type ModelCulprit,
  modelVerdict,
  type Shares,
  sharesOf,
  type UnitVerdict,
  unitVerdict,
} from "./verdicts.ts";

/** A model that was measured, and what it is called. */
export interface NamedMeasurement {
  /** What tables and figures call it. */
  readonly name: string;
  /** What was measured. */
  readonly measured: MeasuredModel;
}

/** Who is to blame for what a model lacks. */
export interface JudgedModel extends NamedMeasurement {
  /** The shares of what its loss lacks to the best known one. */
  readonly shares: { readonly training: Shares; readonly test: Shares };
  /**
   * Whether its own loss, refined, is the best known: there is nothing to compare its decoder with, whose share is 0 by
   * definition.
   */
  readonly bestKnown: boolean;
  /** By the shares on the training images. */
  readonly verdict: ModelCulprit;
  /** Of each unit. [d] */
  readonly units: readonly UnitVerdict[];
}

/** What judging needs besides. */
export interface JudgeModelsOptions {
  /** Losses that are known to be possible at the same weight, on the same images. */
  readonly known: readonly KnownLoss[];
  /** The error of the mean image, by which "nothing" is measured. */
  readonly meanImageError: number;
}

/**
 * Judges models against the best known loss: that of `known`, or of one of them, after refining. All must have
 * been measured on the same images, at the same weight.
 *
 * @returns the judgements in the order of the models, and whose loss the best is
 */
export function judgeModels(
  models: readonly NamedMeasurement[],
  { known, meanImageError }: JudgeModelsOptions,
): { readonly judged: readonly JudgedModel[]; readonly best: KnownLoss } {
  const best = bestKnown([...models.map(knownLoss), ...known]);
  const judged = models.map(({ name, measured }): JudgedModel => {
    const shares = sharesOf(measured, best);
    return {
      ...{ name, measured, shares },
      // By the losses and not by the model: the same model may be there twice.
      bestKnown: measured.training.refined.loss.every((loss, i) => loss === best.training[i]),
      verdict: modelVerdict(shares.training, meanImageError),
      units: measured.units.map((unit) =>
        unitVerdict(unit, { klWeight: measured.klWeight, meanImageError })
      ),
    };
  });
  return { judged, best };
}

/** What a measured model shows to be possible. */
export function knownLoss({ name, measured: { training, test } }: NamedMeasurement): KnownLoss {
  return { name, training: training.refined.loss, test: test.refined.loss };
}

/** What the best linear VAE is called in tables. */
export const LINEAR = "the best linear VAE";

/**
 * The loss of the best linear VAE, which is known without training. Its posteriors are exact; nothing is refined.
 *
 * @returns `undefined` for Bernoulli pixels and for images of more than 1,024 pixels
 */
export async function linearKnownLoss(
  { training, test, images, klWeight, seed, latentSize, likelihood }:
    & Omit<MeasureBlameInput, "vae" | "signal">
    & { readonly latentSize: number; readonly likelihood: Likelihood },
): Promise<KnownLoss | undefined> {
  if (likelihood !== "gaussian" || training.size > MAX_EXACT_PIXELS) return undefined;
  const vae = optimalLinearVae(training, { klWeight, latentSize });
  try {
    const of = async (data: DataSet) =>
      (await encoderLosses({ vae, klWeight, seed }, data.first(images))).loss;
    return { name: LINEAR, training: await of(training), test: await of(test) };
  } finally {
    vae.dispose();
  }
}

/** The error of the mean image: what a decoder reaches that knows nothing of its code. */
export function baselineError(data: DataSet, likelihood: Likelihood): number {
  return likelihood === "bernoulli" ? bernoulliEntropy(pixelMeans(data)) : meanImageError(data);
}
