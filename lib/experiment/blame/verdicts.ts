import { holm } from "../../math/holm.ts";
import { NO_GAIN, USED_KL } from "../../measure/collapse_state.ts";
import { unitsInUse } from "../../measure/units_in_use.ts";
import { SIGNIFICANT } from "../cures/compare_methods.ts";
import { gainOf, type MeasuredModel, type MeasuredUnit } from "./measure_blame.ts";

/** Who is to blame. */
export const CULPRITS = ["encoder", "decoder", "both", "neither"] as const;

/** Which half of a model is to blame for what its loss, or a unit, lacks. */
export type Culprit = typeof CULPRITS[number];

/** Who is to blame for a unit; `undecided`, where it is the encoder alone or both, and the estimate cannot tell. */
export type UnitCulprit = Culprit | "undecided";

/** Who is to blame for what a loss lacks; `undecided`, where too few images were refined to acquit either half. */
export type ModelCulprit = Culprit | "undecided";

/** Nats of information from which a unit that wakes is awake without doubt. */
export const AWAKE = 0.1;

/** A part of what a loss lacks: the mean over the images. */
export interface Share {
  /** Per image. */
  readonly mean: number;
  /** Over the images. */
  readonly standardError: number;
  /** Of a paired t test over the images, corrected for the two shares of a model (Holm 1979). */
  readonly p: number;
}

/** What the loss of a model lacks to the best that is known, in two parts. */
export interface Shares {
  /** What the loss gains when the posteriors are refined. */
  readonly encoder: Share;
  /**
   * What is left to the best known loss, after refining both. For the best known model itself it is 0 by definition,
   * which says nothing of its decoder.
   */
  readonly decoder: Share;
}

/** A loss that is known to be possible on the same images at the same weight. */
export interface KnownLoss {
  /** Whose it is. */
  readonly name: string;
  /** Of each training image, with the best posteriors that were found. */
  readonly training: readonly number[];
  /** Of each of the other images. */
  readonly test: readonly number[];
}

/** What is said of a unit. */
export interface UnitVerdict {
  /** Whether it sleeps under the encoder: it is not in use, as `unitsInUse` says. */
  readonly sleeping: boolean;
  /** Whether the likelihood is flat in it: the decoder's capacity for it is below 0.01 nats. */
  readonly flat: boolean;
  /** Who is to blame. */
  readonly culprit: UnitCulprit;
}

/** By what a gain is measured. */
export interface UnitVerdictOptions {
  /** The weight of the KL term, beta. */
  readonly klWeight: number;
  /** The error of the mean image. */
  readonly meanImageError: number;
}

/**
 * Who is to blame for a unit.
 *
 * A unit sleeps if it is not in use under the encoder: 0.01 nats or less, or a mean that does not vary over the
 * images by more than 0.01 (see `unitsInUse`). It wakes if it is in use once its posteriors are refined alone, the
 * loss gains by that as much as 0.01 nats cost, and the gain is significant (Holm's correction for the units).
 *
 * - `decoder`: it sleeps on. Either the likelihood is flat in it, or what it offers is not worth its nats.
 * - `encoder`: it wakes, and tells more than 0.1 nats of the image, by two standard errors of the estimate: the
 *   decoder would use what the encoder does not give.
 * - `both`: it wakes, but tells less than that, by two standard errors. What is left of its KL moves the codes of all
 *   images alike, as where a decoder has not learnt its biases yet.
 * - `undecided`: it wakes, and what it tells is within two standard errors of 0.1 nats. The encoder is to blame; whether
 *   the decoder is, too, cannot be told.
 *
 * A unit in use under the encoder in which the likelihood is flat is the decoder's fault, too: its nats are wasted,
 * as the encoder's share of the model says. Any other unit in use is well (`neither`), unless refining it alone gains more than 1 % of
 * the mean image's error, significantly: then its posteriors are wrong, which is the encoder's fault.
 */
export function unitVerdict(
  unit: MeasuredUnit,
  { klWeight, meanImageError }: UnitVerdictOptions,
): UnitVerdict {
  const { kl, varianceOfMu, aloneKl, aloneVariance, gain, p, capacity } = unit;
  const [inUse, inUseAlone] = unitsInUse({
    klPerUnit: [kl, aloneKl],
    varianceOfMu: [varianceOfMu, aloneVariance],
  });
  const [sleeping, flat] = [!inUse, capacity < USED_KL];
  const gains = (least: number) => gain > least && p < SIGNIFICANT;
  if (!sleeping && flat) return { sleeping, flat, culprit: "decoder" };
  if (!sleeping) {
    const wrong = gains(NO_GAIN * meanImageError);
    return { sleeping, flat, culprit: wrong ? "encoder" : "neither" };
  }
  const wakes = inUseAlone && gains(USED_KL * klWeight);
  return {
    sleeping,
    flat,
    culprit: wakes ? culpritOfWoken(unit) : "decoder",
  };
}

/** Whether the encoder alone is to blame for a unit that wakes. */
function culpritOfWoken(
  { aloneInformation: told, aloneInformationError: error }: MeasuredUnit,
): UnitCulprit {
  if (told - 2 * error > AWAKE) return "encoder";
  return told + 2 * error < AWAKE ? "both" : "undecided";
}

/** The shares of encoder and decoder in what a model lacks to the best known loss. */
export function sharesOf(
  { training, test }: Pick<MeasuredModel, "training" | "test">,
  best: KnownLoss,
): { readonly training: Shares; readonly test: Shares } {
  const of = (images: MeasuredModel["training"], known: readonly number[]): Shares => {
    const encoder = gainOf(images.encoder.loss, images.refined.loss);
    const decoder = gainOf(images.refined.loss, known);
    const [first, second] = holm([encoder.p, decoder.p]);
    return {
      encoder: { mean: encoder.gain, standardError: encoder.standardError, p: first },
      decoder: { mean: decoder.gain, standardError: decoder.standardError, p: second },
    };
  };
  return { training: of(training, best.training), test: of(test, best.test) };
}

/**
 * Whether a share of what a loss lacks counts: it is more than 1 % of the mean image's error, the part that
 * `collapseState` takes for no gain, and significant over the images. `unclear`: it does not count, but what is two
 * standard errors larger would, so that more images may show that it does.
 */
export function shareWeight(
  { mean, standardError, p }: Share,
  meanImageError: number,
): "counts" | "unclear" | "small" {
  const least = NO_GAIN * meanImageError;
  if (mean > least && p < SIGNIFICANT) return "counts";
  return mean + 2 * standardError > least ? "unclear" : "small";
}

/**
 * Who is to blame for what a model's loss lacks: the halves whose shares count (see {@linkcode shareWeight}). Neither
 * is, if both shares are small; if none counts and one of them is unclear, it is undecided.
 */
export function modelVerdict({ encoder, decoder }: Shares, meanImageError: number): ModelCulprit {
  const [first, second] = [encoder, decoder].map((share) => shareWeight(share, meanImageError));
  if (first === "counts") return second === "counts" ? "both" : "encoder";
  if (second === "counts") return "decoder";
  return first === "small" && second === "small" ? "neither" : "undecided";
}

/** The known loss with the least mean over the training images. */
export function bestKnown(known: readonly KnownLoss[]): KnownLoss {
  const mean = ({ training }: KnownLoss) =>
    training.reduce((sum, loss) => sum + loss, 0) / training.length;
  return known.reduce((best, one) => mean(one) < mean(best) ? one : best);
}
