import { entropy } from "../math/entropy.ts";
import { CLASSES } from "../model/classifier.ts";
import type { Classified } from "./classify.ts";

/** How many images show a digit (or what else a classifier tells apart), and which. */
export interface RecognisedDigits {
  /** The share of the images on which the classifier is sure of a digit. */
  readonly share: number;
  /** How often it is sure of each digit. [K], for MNIST [10] */
  readonly counts: number[];
  /** exp(entropy) of `counts`: K where all digits come equally often, 1 where only one comes. */
  readonly effectiveDigits: number;
}

/** The probability from which on a digit counts as recognised. */
export const RECOGNISED = 0.8;

/**
 * Counts the digits that the classifier is sure of. With none of them, no digit is effective: NaN.
 *
 * @throws {RangeError} if there is no image, of which there could be a share
 */
export function recognisedDigits(
  { digits, probabilities, classes = CLASSES }:
    & Pick<Classified, "digits" | "probabilities">
    & Partial<Pick<Classified, "classes">>,
): RecognisedDigits {
  if (digits.length === 0) throw new RangeError("wanted one image or more, got none");
  const counts = Array<number>(classes).fill(0);
  let recognised = 0;
  for (const [i, digit] of digits.entries()) {
    if (probabilities[i] < RECOGNISED) continue;
    counts[digit]++;
    recognised++;
  }
  const effectiveDigits = recognised > 0 ? Math.exp(entropy(counts)) : NaN;
  return { share: recognised / digits.length, counts, effectiveDigits };
}
