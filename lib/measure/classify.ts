import { tf } from "../deps/tfjs.ts";
import { classifier, classifierClasses, classifierPixels } from "../model/classifier.ts";
import type { Parameters } from "../model/parameters.ts";
import { batchValues } from "./batch_values.ts";

/** What a classifier sees on each of N images. */
export interface Classified {
  /** The most probable label, for MNIST a digit. [N] */
  readonly digits: Uint8Array;
  /** Its probability. [N] */
  readonly probabilities: Float32Array;
  /** How many labels the classifier tells apart, K. */
  readonly classes: number;
}

/** Images classified at once. */
const ROWS = 1000;

/** Classifies images as a picture shows them: pixels below 0 are black, above 1 white. [N * P] */
export async function classify(parameters: Parameters, images: Float32Array): Promise<Classified> {
  const pixels = classifierPixels(parameters);
  const classes = classifierClasses(parameters);
  const count = images.length / pixels;
  if (!Number.isInteger(count)) {
    throw new RangeError(`images must hold ${pixels} values each, got ${images.length} in all`);
  }
  const [digits, probabilities] = [new Uint8Array(count), new Float32Array(count)];
  const softmax = ({ length: rows, 0: start }: Int32Array) => {
    const x = tf.tensor2d(images.subarray(start * pixels, (start + rows) * pixels), [rows, pixels]);
    return [tf.softmax(classifier(parameters, tf.clipByValue(x, 0, 1)))];
  };
  for await (const { indices, values: [rows] } of batchValues(count, ROWS, softmax)) {
    for (const [row, image] of indices.entries()) {
      for (let digit = 0; digit < classes; digit++) {
        const probability = rows[row * classes + digit];
        if (probability <= probabilities[image]) continue;
        probabilities[image] = probability;
        digits[image] = digit;
      }
    }
  }
  return { digits, probabilities, classes };
}
