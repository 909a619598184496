/** How much of a model's latent space may be in use, from all to nothing. */
export const STATES = ["healthy", "partial collapse", "collapsed"] as const;

/** How much of a model's latent space is in use. */
export type CollapseState = typeof STATES[number];

/** What the state is read from; all after training. */
export interface CollapseEvidence {
  /** Nats of each unit, means over the images. [d] */
  readonly klPerUnit: readonly number[];
  /** Units whose posterior mean varies over the images. */
  readonly activeUnits: number;
  /** Reconstruction error, per image. */
  readonly reconstruction: number;
  /** The same where each image is decoded from the code of another one; absent for a single image. */
  readonly shuffledReconstruction?: number;
  /** The same of the mean image, which needs no code. */
  readonly meanImageError: number;
}

/** The variance of mu above which a unit counts as active (Burda et al. 2016, arXiv 1509.00519, 5.2). */
export const ACTIVE_VARIANCE = 0.01;

/** Nats above which a unit counts as used, if its mean varies as well. */
export const USED_KL = 0.01;

/** The part of the mean image's error below which a difference of errors counts as none. */
export const NO_GAIN = 0.01;

/**
 * The units in use: those with more than 0.01 nats, but no more than the active ones. A unit that is
 * N(4, 1) for all images has 8 nats and is not active; it tells nothing.
 */
export function usedUnits({ klPerUnit, activeUnits }: CollapseEvidence): number {
  return Math.min(activeUnits, klPerUnit.filter((kl) => kl > USED_KL).length);
}

/**
 * The state of a model, by stated thresholds.
 *
 * - `collapsed`: no unit is in use; or codes help by less than 1 % of the mean image's error, against
 *   the mean image or against the codes of other images.
 * - `partial collapse`: some units are not in use.
 * - `healthy`: all are.
 */
export function collapseState(evidence: CollapseEvidence): CollapseState {
  const { reconstruction, shuffledReconstruction = Infinity, meanImageError, klPerUnit } = evidence;
  const used = usedUnits(evidence);
  const none = NO_GAIN * meanImageError;
  const asMeanImage = reconstruction > meanImageError - none;
  const asShuffled = reconstruction > shuffledReconstruction - none;
  if (used === 0 || asMeanImage || asShuffled) return "collapsed";
  return used < klPerUnit.length ? "partial collapse" : "healthy";
}
