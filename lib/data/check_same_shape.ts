import { shapeText } from "../math/image_shape.ts";
import { oneLine, UserError } from "../user_error.ts";
import type { DataSet } from "./data_set.ts";

/**
 * Makes sure that training images and test images have one size.
 * @throws {UserError} if they have not
 */
export function checkSameShape(training: DataSet, test: DataSet): void {
  if (shapeText(training) === shapeText(test)) return;
  throw new UserError(
    `the training images of ${oneLine(training.name)} have ${
      shapeText(training)
    } pixels, its test images ` +
      `${shapeText(test)}: take both from the same data set.`,
  );
}
