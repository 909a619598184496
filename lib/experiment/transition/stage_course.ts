import { type Relaxation, relaxation } from "./relaxation.ts";
import type { ContinuedStage, Phase } from "./continued_training.ts";

/** What a stage of training came to, and where it was going. */
export interface StageCourse extends Relaxation {
  /** Mean KL divergence of the last third of its last phase, in nats. */
  readonly kl: number;
  /** The same at the end of its first phase, where Adam's steps were larger. */
  readonly coarse: number;
  /** The slope of the logarithm of the KL divergence in its last phase, per epoch. */
  readonly drift: number;
}

/** Below this a KL divergence is not told from the noise of training, in nats. */
export const FLOOR = 1e-3;

/**
 * Reads a stage: its last phase is cut into three parts of equal length, whose means are extrapolated. A stage whose
 * KL divergence still drifts is not a stage that has arrived.
 */
export function stageCourse({ kl }: ContinuedStage, phases: readonly Phase[]): StageCourse {
  const last = phases[phases.length - 1].epochs;
  const third = Math.max(1, Math.floor(last / 3));
  const fine = kl.slice(-last);
  const parts = [fine.slice(-3 * third, -2 * third), fine.slice(-2 * third, -third)]
    .concat([fine.slice(-third)])
    .map((part) => part.length ? mean(part) : NaN);
  const coarse = kl.slice(0, -last);
  const [early, middle, late] = parts;
  const drift = Math.log(late / early) / (2 * third);
  const course = relaxation([early, middle, late], third, FLOOR);
  return {
    ...course,
    kl: late,
    coarse: coarse.length > 0 ? mean(coarse.slice(-third)) : NaN,
    drift,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
