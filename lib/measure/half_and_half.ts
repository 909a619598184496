import { checkLabels } from "../data/check_labels.ts";
import type { DataSet } from "../data/data_set.ts";

/**
 * The mean of each image and the next, where these show different digits: a picture of two digits, and so of
 * none.
 *
 * @throws {UserError} if the images have no labels
 * @returns picture after picture; none where neighbours all show the same digit. [M * P]
 */
export function halfAndHalf(data: DataSet): Float32Array {
  checkLabels(data, "a blend of different images");
  const { labels, count } = data;
  const first = Array.from({ length: count - 1 }, (_, i) => i)
    .filter((i) => labels[i] !== labels[i + 1]);
  const [a, b] = [data.rows(first), data.rows(first.map((i) => i + 1))];
  return a.map((value, i) => (value + b[i]) / 2);
}
