import type { Tensor2D } from "../deps/tfjs.ts";
import { type Activation, dense } from "./dense.ts";
import type { LayerSize, Parameters } from "./parameters.ts";

/** What the classifier tells apart. */
export const CLASSES = 10;

/** The classifier's layers, in the order in which their parameters are drawn: 109,386 numbers. */
export const classifierLayers: readonly LayerSize[] = [
  ["net.0", 128, 784],
  ["net.2", 64, 128],
  ["net.4", CLASSES, 64],
];

/**
 * Images to digits: the judge of what a decoder draws.
 *
 * @param x pixels in [0, 1]. [B, 784]
 * @returns the logarithms of the digits' probabilities, each row up to a constant. [B, 10]
 */
export function classifier(parameters: Parameters, x: Tensor2D): Tensor2D {
  const layer = (input: Tensor2D, name: string, activation: Activation) =>
    dense(input, parameters, name, activation);
  const hidden = layer(layer(x, "net.0", "leakyRelu"), "net.2", "leakyRelu"); // -> [B, 64]
  return layer(hidden, "net.4", "identity");
}
