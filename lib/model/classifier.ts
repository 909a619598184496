import type { Tensor2D } from "../deps/tfjs.ts";
import { type Activation, dense } from "./dense.ts";
import type { LayerSize, Parameters } from "./parameters.ts";

/** What the classifier tells apart of MNIST: ten digits. */
export const CLASSES = 10;

/** Labels are bytes: a classifier tells no more apart. */
export const MAX_CLASSES = 256;

/**
 * The classifier's layers for images of `pixels`, in the order in which their parameters are drawn: 109,386
 * numbers for MNIST's.
 *
 * @param classes how many labels it tells apart, K
 */
export function classifierLayers(pixels: number, classes: number = CLASSES): LayerSize[] {
  return [["net.0", 128, pixels], ["net.2", 64, 128], ["net.4", classes, 64]];
}

/** Pixels of the images that a classifier takes. @throws {RangeError} if these are no classifier's parameters */
export function classifierPixels(parameters: Parameters): number {
  const shape = parameters["net.0.weight"]?.shape;
  if (shape?.length === 2) return shape[1];
  throw new RangeError(
    `a classifier has the parameter net.0.weight [128, P], got ${shape ? `[${shape}]` : "none"}`,
  );
}

/** How many labels a classifier tells apart, K. @throws {RangeError} if these are no classifier's parameters */
export function classifierClasses(parameters: Parameters): number {
  const shape = parameters["net.4.bias"]?.shape;
  if (shape?.length === 1) return shape[0];
  throw new RangeError(
    `a classifier has the parameter net.4.bias [K], got ${shape ? `[${shape}]` : "none"}`,
  );
}

/**
 * Images to labels, for MNIST digits: it counts what a decoder draws.
 *
 * @param x pixels in [0, 1]. [B, P]
 * @returns the logarithms of the labels' probabilities, each row up to a constant. [B, K]
 */
export function classifier(parameters: Parameters, x: Tensor2D): Tensor2D {
  const layer = (input: Tensor2D, name: string, activation: Activation) =>
    dense(input, parameters, name, activation);
  const hidden = layer(layer(x, "net.0", "leakyRelu"), "net.2", "leakyRelu"); // -> [B, 64]
  return layer(hidden, "net.4", "identity");
}
