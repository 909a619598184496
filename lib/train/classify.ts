import { tf } from "../deps/tfjs.ts";
import { CLASSES, classifier } from "../model/classifier.ts";
import type { Parameters } from "../model/parameters.ts";

/** What a classifier sees on each of N images. */
export interface Classified {
  /** The most probable digit. [N] */
  readonly digits: Uint8Array;
  /** Its probability. [N] */
  readonly probabilities: Float32Array;
}

/** Images classified at once. */
const ROWS = 1000;

/** Classifies images as a picture shows them: pixels below 0 are black, above 1 white. [N * 784] */
export async function classify(parameters: Parameters, images: Float32Array): Promise<Classified> {
  const count = images.length / 784;
  if (!Number.isInteger(count)) {
    throw new RangeError(`images must hold 784 values each, got ${images.length} in all`);
  }
  const [digits, probabilities] = [new Uint8Array(count), new Float32Array(count)];
  for (let start = 0; start < count; start += ROWS) {
    const rows = Math.min(ROWS, count - start);
    const tensor = tf.tidy(() => {
      const x = tf.tensor2d(images.subarray(start * 784, (start + rows) * 784), [rows, 784]);
      return tf.softmax(classifier(parameters, tf.clipByValue(x, 0, 1)));
    });
    const values = await tensor.data();
    tensor.dispose();
    for (let row = 0; row < rows; row++) {
      for (let digit = 0; digit < CLASSES; digit++) {
        const probability = values[row * CLASSES + digit];
        if (probability <= probabilities[start + row]) continue;
        probabilities[start + row] = probability;
        digits[start + row] = digit;
      }
    }
  }
  return { digits, probabilities };
}
