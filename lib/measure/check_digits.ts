import type { DataSet } from "../data/data_set.ts";
import { CLASSES } from "../model/classifier.ts";
import { UserError } from "../user_error.ts";

/**
 * Makes sure that a classifier can count what the images show.
 *
 * @throws {UserError} if a label is not a digit: letters cannot be counted as digits
 */
export function checkDigits({ name, labels }: Pick<DataSet, "name" | "labels">): void {
  const largest = labels.reduce((most, label) => Math.max(most, label), 0);
  if (largest < CLASSES) return;
  throw new UserError(
    `${name} has labels up to ${largest}, but the classifier tells only ten kinds of image apart, labelled ` +
      `0 to ${CLASSES - 1}. Take images with these labels.`,
  );
}
