import { type KlSchedule, klWeight } from "../math/kl_weight.ts";
import { type Loss, loss } from "../model/loss.ts";
import type { VaeOutput } from "../model/vae.ts";

/** Where in training a batch stands. */
export interface Position {
  /** Counts from 1. */
  readonly epoch: number;
  /** Counts from 0 within the epoch. */
  readonly batch: number;
  /** Batches in an epoch. */
  readonly batches: number;
  /** Rows of a full batch; the last may have fewer. */
  readonly batchSize: number;
}

/** What is minimised: any schedule, and any cure of collapse, is one of these. */
export type Objective = (output: VaeOutput, position: Position) => Loss;

/** The lab's loss at one weight of the KL term: 1/784 in the naive run, 1 in the collapse run. */
export function constantObjective(weight: number): Objective {
  return (output, { batchSize }) => loss(output, { klWeight: weight, batchSize });
}

/** The lab's loss with KL annealing up to `beta`. */
export function annealedObjective(schedule: KlSchedule, beta = 1): Objective {
  return (output, { epoch, batchSize }) =>
    loss(output, { klWeight: beta * klWeight(epoch, schedule), batchSize });
}
