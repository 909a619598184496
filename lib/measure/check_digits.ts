import type { DataSet } from "../data/data_set.ts";
import { labelCount } from "../data/label_count.ts";
import { CLASSES } from "../model/classifier.ts";
import { oneLine, UserError } from "../user_error.ts";

/**
 * Makes sure that a classifier can count what the images show. Images without labels it can count.
 *
 * @param classes how many labels the classifier tells apart, K
 * @throws {UserError} if there are labels from K on: letters cannot be counted as digits
 */
export function checkDigits(
  data: Pick<DataSet, "name" | "labels" | "labelNames">,
  classes: number = CLASSES,
): void {
  const largest = labelCount(data) - 1;
  if (largest < classes) return;
  throw new UserError(
    `${oneLine(data.name)} has labels up to ${largest}, but the classifier tells only ${
      classes === CLASSES ? "ten" : classes
    } kinds of image apart, labelled 0 to ${
      classes - 1
    }. Train a classifier on images with all labels.`,
  );
}
