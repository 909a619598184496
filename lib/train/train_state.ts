import type { TorchRandomState } from "../math/torch_random.ts";
import type { StateDict } from "../math/state_dict.ts";
import type { AdamValues } from "./adam.ts";
import type { AggressiveState } from "./aggressive_inference.ts";
import type { LossValues } from "../model/loss.ts";

/**
 * Where training stands between two batches: all that it takes to go on as if nothing had happened, to
 * the bit on the same backend.
 */
export interface TrainState {
  /** The epoch under way, or the next one; counts from 1. */
  readonly epoch: number;
  /** Batches of it that are done. */
  readonly batch: number;
  /** The epoch's means as far as they are known: the sum of its batches' parts over all its batches. */
  readonly sums: LossValues;
  /** Time of the epoch's training steps so far. */
  readonly milliseconds: number;
  /** The random generator as the epoch began, which draws its batches anew. */
  readonly epochRandom: TorchRandomState;
  /** The random generator now. */
  readonly random: TorchRandomState;
  /** Adam's step and moments. */
  readonly adam: AdamValues;
  /** The model's parameters. */
  readonly parameters: StateDict;
  /** Of aggressive inference, where there is any. */
  readonly aggressive?: AggressiveState;
}
