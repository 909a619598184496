import type { DataSet } from "../data/data_set.ts";
import { isMnist } from "../data/is_mnist.ts";
import { oneLine } from "../user_error.ts";
import { checkCount } from "../data/check_count.ts";
import { loadImages } from "../data/load_images.ts";

/** Which images `sample --compare` is to compare, and who counts the digits. */
export interface ComparedOptions {
  /** `mnist`, or a folder. */
  readonly data: string;
  /** The first training images only. */
  readonly images?: number;
  /** The classifier's file; none for the one that ships. */
  readonly classifier?: string;
  /** What compares them, as a message calls it; `sample`, if nothing is said. */
  readonly task?: string;
}

/** The images of a comparison, and whether there is a classifier that knows them. */
export interface ComparedData {
  /** The images that the codes of the encoder are of. */
  readonly training: DataSet;
  /** Those that are reconstructed and classified. */
  readonly test: DataSet;
  /** Whether anything is counted: the classifier that ships knows MNIST's digits only. */
  readonly counting: boolean;
}

/**
 * The images of a comparison of samples. Tells a caution if no classifier is named that was trained for them.
 *
 * @throws {UserError} if a code's information would have no standard error
 */
export async function comparedImages(
  { data, images, classifier, task = "sample with `compare`" }: ComparedOptions,
  tell: (caution: string) => void,
): Promise<ComparedData> {
  const training = await loadImages({ source: data, count: images }, tell);
  const test = await loadImages({ source: data, split: "test" }, tell);
  checkCount(training, {
    ...{ least: 2, images: "training images", task },
    since: "what a code tells of its image is a mean over them with a standard error",
  });
  const counting = classifier !== undefined || await isMnist(training) && await isMnist(test);
  if (!counting) {
    tell(
      `the images of ${
        oneLine(data)
      } are not MNIST's, or in another order, and the classifier that ships ` +
        `knows MNIST's digits only: nothing is counted. ` +
        (training.labels && test.labels
          ? `Train one on them with the script classifier and its \`data\`, and name it with \`classifier\`.`
          : `They have no labels, which it would take to train another one; one of yours can be named ` +
            `with \`classifier\`.`),
    );
  }
  return { training, test, counting };
}
