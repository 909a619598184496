import { oneLine, UserError } from "../user_error.ts";
import type { DataSet } from "./data_set.ts";

/** Images of which each has a label. */
export type LabelledImages = DataSet & { readonly labels: Uint8Array };

/**
 * Makes sure that images have labels.
 *
 * @param task what needs them, the subject of a sentence: `a classifier`
 * @throws {UserError} if they have none
 */
export function checkLabels(data: DataSet, task: string): asserts data is LabelledImages {
  if (data.labels) return;
  throw new UserError(
    `${task} needs images with labels, and those of ${
      oneLine(data.name)
    } have none. Labels of IDX ` +
      `files lie beside them, in files as MNIST's train-labels-idx1-ubyte and t10k-labels-idx1-ubyte; ` +
      `pictures are labelled by the names of the folders into which they are sorted.`,
  );
}
