import { TorchRandom } from "../../math/torch_random.ts";
import { importanceWeightedBound } from "../../measure/importance_weighted_bound.ts";
import { bernoulliLogLikelihood } from "../../model/bernoulli_log_likelihood.ts";
import type { Session } from "../../run/session.ts";
import { STAGE_ENDS } from "../../train/staged_learning_rate.ts";
import type { TrainEvent } from "../../train/train.ts";
import type { TrainTaskOptions } from "../train_options.ts";

/** The bound of a run's test images after an epoch. */
export interface CurvePoint {
  /** The epoch that had ended. */
  readonly epoch: number;
  /** -log p(x) is at most this, in nats per image. */
  readonly nats: number;
  /** Its standard error, by the choice of the images. */
  readonly standardError: number;
}

/** Codes drawn for each image of a point, and images. */
export const CURVE_SAMPLES = 50, CURVE_IMAGES = 1000;

/**
 * Notes the bound of the first test images at the end of each stage of the learning rate, every tenth epoch and the last
 * one. The notes are part of the run's memory, so that a resumed run has those of before. Draws nothing from the run's
 * random numbers.
 *
 * @param count how many test images there are to look at, at most
 * @returns what takes every event of the run, and the points so far
 */
export function learningCurve(session: Session<TrainTaskOptions>, count = CURVE_IMAGES): {
  readonly observe: (event: TrainEvent) => Promise<void>;
  readonly points: () => readonly CurvePoint[];
} {
  const json = session.memory.json as { curve?: CurvePoint[] };
  json.curve ??= [];
  const images = session.test!.first(Math.min(count, CURVE_IMAGES));
  return {
    points: () => json.curve!,
    async observe({ kind, epoch }) {
      const due = STAGE_ENDS.includes(epoch) || epoch % 10 === 0;
      if (kind !== "epoch" || !due && epoch !== session.options.epochs) return;
      const { estimate, standardError } = await importanceWeightedBound(session.vae, images, {
        samples: CURVE_SAMPLES,
        logLikelihood: bernoulliLogLikelihood,
        random: new TorchRandom(0),
      });
      json.curve!.push({ epoch, nats: -estimate, standardError });
    },
  };
}
