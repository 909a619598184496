import type { DataSet } from "../data/data_set.ts";
import { checkDigits } from "../measure/check_digits.ts";
import { UserError } from "../user_error.ts";

/**
 * Makes sure that a classifier can be trained on these images and measured on those.
 *
 * @throws {UserError} if labels are not digits, or no two test images can be blended
 */
export function checkClassifier(training: DataSet, test: DataSet): void {
  for (const data of [training, test]) checkDigits(data);
  const { name, count, labels } = test;
  if (labels.some((label) => label !== labels[0])) return;
  throw new UserError(
    `A classifier is measured on blends of test images of two different digits; in ${name} there ${
      count === 1 ? "is 1 test image" : `are ${count} test images, all labelled ${labels[0]}`
    }.`,
  );
}
