import type { DataSet } from "../data/data_set.ts";
import { shapeText } from "../math/image_shape.ts";
import { oneLine, UserError } from "../user_error.ts";

/** Pixels of an image up to which all eigenvalues are computed, from the covariance: 32 x 32 take seconds. */
export const MAX_EXACT_PIXELS = 1024;

/** Pixels of all images of a larger size, with which the largest eigenvalues take up to two minutes. */
export const MAX_THEORY_VALUES = 2 ** 27;

/** Whether theory takes so many images of this size. */
export function hasTheory({ count, size }: Pick<DataSet, "count" | "size">): boolean {
  return size <= MAX_EXACT_PIXELS || count * size <= MAX_THEORY_VALUES;
}

/**
 * Makes sure that theory takes these images.
 * @throws {UserError} if they have more than 1,024 pixels each, and more than 134,217,728 in all
 */
export function checkTheorySize(data: DataSet): void {
  if (hasTheory(data)) return;
  throw new UserError(
    `the eigenvalues of the pixels take at most ${MAX_THEORY_VALUES} pixels in all of images of more than ` +
      `${MAX_EXACT_PIXELS}; ${oneLine(data.name)} gives ${data.count} of ${
        shapeText(data)
      }. Take the first ` +
      `${Math.floor(MAX_THEORY_VALUES / data.size)} (\`images\`).`,
  );
}
