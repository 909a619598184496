import type { Variable } from "../deps/tfjs.ts";
import { checkFinite, checkObject, checkWhole } from "../math/check_argument.ts";
import type { Parameters } from "../model/parameters.ts";
import type { Vae } from "../model/vae.ts";

/** How far the encoder is trained before each step of the decoder. */
export interface InnerLoop {
  /** Batches between two looks at the encoder's mean loss. */
  readonly block: number;
  /** Steps of the encoder before a step of the decoder, at most. */
  readonly limit: number;
}

/**
 * Aggressive inference (He, Spokoyny, Neubig and Berg-Kirkpatrick 2019, "Lagging Inference Networks and Posterior
 * Collapse in Variational Autoencoders", arXiv 1901.05534, algorithm 1): before each step of the decoder the
 * encoder alone is trained, on batches drawn anew, until its loss stops improving. It ends for good when the
 * mutual information of held-out images and their codes no longer climbs; then both are trained together.
 */
export interface AggressiveInference extends InnerLoop {
  /** The mutual information of held-out images and their codes, in nats; asked after each epoch. */
  readonly information: (vae: Vae) => Promise<number>;
}

/** Where aggressive inference stands between two batches. */
export interface AggressiveState {
  /** Whether the encoder is still trained before each step of the decoder. */
  readonly active: boolean;
  /** The mutual information after the last epoch, in nats; 0 before the first one. */
  readonly information: number;
  /** Adam's steps of the encoder's parameters so far; those of the decoder's are the batches. */
  readonly encoderSteps: number;
}

/** Before the first batch. */
export const BEFORE_AGGRESSIVE: AggressiveState = { active: true, information: 0, encoderSteps: 0 };

/**
 * What is wrong with the settings, as an error.
 * @throws {RangeError} if `block` is not a whole number from 1 on, or `limit` not one from `block` on
 */
export function checkAggressive(aggressive: AggressiveInference): void {
  const { block, limit, information } = checkObject("aggressive", aggressive);
  checkWhole("aggressive.block", block, { min: 1 });
  checkWhole("aggressive.limit", limit, { min: block });
  if (typeof information !== "function") {
    throw new TypeError(`aggressive.information must be a function, got ${typeof information}`);
  }
}

/** Compares a state with what such a state can be. @throws {RangeError} if it cannot */
export function checkAggressiveState({ information, encoderSteps }: AggressiveState): void {
  checkFinite("from.aggressive.information", information);
  checkWhole("from.aggressive.encoderSteps", encoderSteps);
}

/**
 * Takes steps until their mean loss over a block of them is above that over the block before, or `limit` is
 * reached: the inner loop of algorithm 1, as in the authors' program, which looks at the loss after every 10 steps
 * and takes 99 at most.
 *
 * @param step takes the step of this number, from 0 on, and gives its loss
 * @returns the steps taken
 */
export async function innerLoop(
  step: (taken: number) => Promise<number>,
  { block, limit }: InnerLoop,
): Promise<number> {
  let [before, sum, taken] = [Infinity, 0, 0];
  while (taken < limit) {
    sum += await step(taken++);
    if (taken % block !== 0) continue;
    const mean = sum / block;
    if (mean > before) break;
    [before, sum] = [mean, 0];
  }
  return taken;
}

/** The state after an epoch with this mutual information: inactive for good once it is below the one before. */
export function afterEpoch(state: AggressiveState, information: number): AggressiveState {
  return { ...state, active: information >= state.information, information };
}

/** A model's parameters in two parts, by their names. */
export function encoderAndDecoder(
  parameters: Parameters<Variable>,
): { readonly encoder: Parameters<Variable>; readonly decoder: Parameters<Variable> } {
  const part = (ofEncoder: boolean) =>
    Object.fromEntries(
      Object.entries(parameters).filter(([name]) => name.startsWith("encoder.") === ofEncoder),
    );
  return { encoder: part(true), decoder: part(false) };
}
