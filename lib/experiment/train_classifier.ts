import { shuffledBatches } from "../data/batches.ts";
import { breather } from "../data/breather.ts";
import { checkLabels, type LabelledImages } from "../data/check_labels.ts";
import { checkSameShape } from "../data/check_same_shape.ts";
import type { DataSet } from "../data/data_set.ts";
import { labelCount } from "../data/label_count.ts";
import { type Tensor, type Tensor2D, tf, type Variable } from "../deps/tfjs.ts";
import { oneLine, UserError } from "../user_error.ts";
import { type ImageShape, pixelsOf } from "../math/image_shape.ts";
import type { TorchRandom } from "../math/torch_random.ts";
import { classifier, classifierClasses, MAX_CLASSES } from "../model/classifier.ts";
import type { Parameters } from "../model/parameters.ts";
import { adamState, adamStep, disposeAdam } from "../train/adam.ts";
import { checkDigits } from "../measure/check_digits.ts";
import { DIGITLESS_KINDS, digitlessImages } from "../measure/digitless_images.ts";

/** How to train a classifier. */
export interface TrainClassifierOptions {
  /** Passes over the data. */
  readonly epochs: number;
  /** Adam's step size at the start; it falls to 0 along a line. */
  readonly learningRate?: number;
  /** Draws the batches, what is blended, and the pictures without a digit. */
  readonly random: TorchRandom;
  /** Stops training between two batches. */
  readonly signal?: AbortSignal;
}

/** Images of the data in a batch, and for how many of them there is a picture without a digit. */
const BATCH_SIZE = 128, IMAGES_PER_DIGITLESS = 4;

/**
 * Trains a classifier, and yields each epoch's mean cross-entropy in nats.
 *
 * A classifier that was only shown digits is sure of one where the eye sees none. So half of a batch's
 * images are blends of two, x = s x1 + (1 - s) x2 with s in (1/2, 1), whose label is blended alike (mixup:
 * Zhang et al. 2018, arXiv 1710.09412): between two digits is where a poor generator draws. And each batch
 * has 32 more pictures for its 128 images on which there is no digit, whose label is spread evenly over
 * all labels: grays, noise, blobs, stripes, means of many images (see {@linkcode digitlessImages}).
 *
 * @param parameters as `initialize(classifierLayers(data.size, classes), random)` draws them, with `classes`
 * of {@linkcode checkClassifier}; they are changed
 * @throws {UserError} if images have no labels, or one that these parameters have no output for
 */
export async function* trainClassifier(
  parameters: Parameters<Variable>,
  data: DataSet,
  { epochs, learningRate = 4e-3, random, signal }: TrainClassifierOptions,
): AsyncGenerator<{ readonly epoch: number; readonly loss: number }, void> {
  checkLabels(data, "a classifier");
  const classes = classifierClasses(parameters);
  checkDigits(data, classes);
  const steps = epochs * Math.ceil(data.count / BATCH_SIZE);
  const breathe = breather();
  const adam = adamState(parameters);
  try {
    for (let epoch = 1; epoch <= epochs; epoch++) {
      let sum = 0;
      for (const indices of shuffledBatches(data.count, BATCH_SIZE, random)) {
        await breathe();
        signal?.throwIfAborted();
        const { value, grads } = tf.tidy(() => {
          const images = data.rows(indices);
          const labels = Array.from(indices, (index) => data.labels[index]);
          const blends = blend(images, labels, classes, random);
          const nothing = withoutDigit(images, classes, random, data);
          const [x, y] = [tf.concat([blends.x, nothing.x]), tf.concat([blends.y, nothing.y])];
          return tf.variableGrads(() => {
            const logProbabilities = tf.logSoftmax(classifier(parameters, x));
            return tf.neg(tf.mean(tf.sum(tf.mul(y, logProbabilities), 1)));
          }, Object.values(parameters));
        });
        const named = Object.entries(parameters).map(([name, { name: id }]) => [name, grads[id]]);
        const rate = learningRate * (1 - adam.step / steps);
        await adamStep(parameters, Object.fromEntries(named), adam, { learningRate: rate });
        sum += (await value.data())[0] * indices.length;
        tf.dispose([value, grads as Record<string, Tensor>]);
      }
      yield { epoch, loss: sum / data.count };
    }
  } finally {
    disposeAdam(adam);
  }
}

/** Images [B, P] and their labels' probabilities [B, K]. */
interface Examples {
  readonly x: Tensor2D;
  readonly y: Tensor2D;
}

/** The images [B * P] with their labels, every other one or so blended with another. */
function blend(
  images: Float32Array,
  labels: readonly number[],
  classes: number,
  random: TorchRandom,
): Examples {
  const rows = labels.length;
  const pixels = images.length / rows;
  const partners = tf.tensor1d(random.permutation(rows), "int32");
  const shares = random.uniform(rows).map((u) => Math.min(1, u + 0.5)); // 1 for half of them
  const share = tf.tensor2d(shares, [rows, 1]);
  const mix = (a: Tensor2D): Tensor2D => {
    const other = tf.gather(a, partners);
    return tf.add(tf.mul(a, share), tf.mul(other, tf.sub(1, share)));
  };
  const y = tf.oneHot(tf.tensor1d([...labels], "int32"), classes);
  return { x: mix(tf.tensor2d(images, [rows, pixels])), y: mix(tf.cast(y, "float32") as Tensor2D) };
}

/** Pictures without a digit beside a batch's images [B * P]; no digit is more probable than another. */
function withoutDigit(
  images: Float32Array,
  classes: number,
  random: TorchRandom,
  shape: ImageShape,
): Examples {
  const pixels = pixelsOf(shape);
  const rows = Math.ceil(images.length / pixels / IMAGES_PER_DIGITLESS);
  const kinds = Array.from(
    { length: rows },
    () => DIGITLESS_KINDS[random.integer(DIGITLESS_KINDS.length)],
  );
  return {
    x: tf.tensor2d(digitlessImages(kinds, { random, images, shape }), [rows, pixels]),
    y: tf.fill([rows, classes], 1 / classes),
  };
}

/**
 * Makes sure that a classifier can be trained on these images and measured on those.
 *
 * @returns how many labels it has to tell apart, K: all that have names, or else up to the largest
 * @throws {UserError} if images have no labels, or no two test images can be blended
 */
export function checkClassifier(
  training: DataSet,
  test: DataSet,
): { readonly test: LabelledImages; readonly classes: number } {
  checkLabels(training, "a classifier");
  checkLabels(test, "a classifier");
  checkSameShape(training, test);
  const { name, count, labels } = test;
  if (labels.some((label) => label !== labels[0])) {
    return {
      test,
      classes: Math.min(MAX_CLASSES, Math.max(labelCount(training), labelCount(test))),
    };
  }
  throw new UserError(
    `A classifier is measured on blends of test images of two different labels; in ${
      oneLine(name)
    } there ${
      count === 1 ? "is 1 test image" : `are ${count} test images, all labelled ${labels[0]}`
    }.`,
  );
}
