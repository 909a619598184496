import type { TransitionModel } from "./continued_training.ts";
import type { DrawnPoint } from "./draw_transition.ts";
import { stageCourse } from "./stage_course.ts";
import { phasesText, type TrainedBranch } from "./training_study.ts";

/** A model at one weight, as `trained.json` has it. */
export interface TrainedPoint extends DrawnPoint {
  /** Mean KL divergence before the step size fell, in nats. */
  readonly coarse: number;
  /** The slope of the logarithm of the KL divergence in the last phase, per epoch. */
  readonly drift: number;
  /** Where the KL divergence was going by the logistic law, in nats. */
  readonly limit: number;
  /** Whether it was there. */
  readonly settled: boolean;
  /** The loss at the end less the mean image's error: below 0 the collapsed state is not the optimum. */
  readonly gain: number;
}

/** A model of one seed, as `trained.json` has it. */
export interface TrainedResult {
  /** Which model. */
  readonly model: TransitionModel;
  /** What draws it. */
  readonly seed: number | string;
  /** Latent units, d. */
  readonly latentSize: number;
  /** The images that it was trained on. */
  readonly images: number;
  /** Of their pixels. */
  readonly sha256: string;
  /** The largest of the images' covariance; the critical weight is twice that. */
  readonly eigenvalue: number;
  /** The epochs at a weight, and their step sizes: `12 at 0.001, 10 at 0.0001`. */
  readonly phases: string;
  /** The engine that computed. */
  readonly backend: string;
  /** How long it took. */
  readonly seconds: number;
  /** In the order of training. */
  readonly points: readonly TrainedPoint[];
}

/** What trained models came to, weight by weight, without the course of each stage. */
export function trainedResults(branches: readonly TrainedBranch[]): TrainedResult[] {
  return branches.map(({ stages, phases, eigenvalues, ...branch }) => ({
    ...branch,
    ...{ eigenvalue: eigenvalues[0], phases: phasesText(phases) },
    points: stages.map((stage): TrainedPoint => {
      const { kl, coarse, drift, limit, settled } = stageCourse(stage, phases);
      const side = stage.way === "up" ? "active" : "collapsed";
      return { side, ratio: stage.ratio, kl, coarse, drift, limit, settled, gain: stage.gain };
    }),
  }));
}
