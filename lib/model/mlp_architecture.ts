import type { Tensor2D } from "../deps/tfjs.ts";
import { type Activation, dense } from "./dense.ts";
import type { Posterior } from "./encoder.ts";
import { joinCode } from "./join_code.ts";
import type { LayerSize, Parameters } from "./parameters.ts";
import type { Tape } from "./tape.ts";

/** Units of each hidden layer, if nothing is said: the paper's. */
export const MLP_HIDDEN = 200;

/** The largest that is taken: with it the largest images and codes still fit into a model file. */
export const MAX_MLP_HIDDEN = 512;

/** The MLP's encoder layers for images of `pixels`, in the order in which their parameters are drawn. */
export function mlpEncoderLayers(
  latentSize: number,
  pixels: number,
  hidden: number,
): LayerSize[] {
  return [
    ["encoder.net.0", hidden, pixels],
    ["encoder.net.2", hidden, hidden],
    ["encoder.mu", latentSize, hidden],
    ["encoder.log_var", latentSize, hidden],
  ];
}

/** Its decoder's. */
export function mlpDecoderLayers(
  latentSize: number,
  pixels: number,
  hidden: number,
): LayerSize[] {
  return [
    ["decoder.net.0", hidden, latentSize],
    ["decoder.net.2", hidden, hidden],
    ["decoder.net.4", pixels, hidden],
  ];
}

/**
 * The encoder of the MLP that Burda et al. train with one stochastic layer (2016, arXiv 1509.00519, section 5): two
 * hidden layers of tanh units, and a linear layer each for mu and logVar.
 *
 * @param x pixels in [0, 1]. [B, P]
 */
export function mlpEncoder(parameters: Parameters, x: Tensor2D, tape?: Tape): Posterior {
  const layer = (input: Tensor2D, name: string, activation: Activation) =>
    dense(input, parameters, `encoder.${name}`, activation, tape);
  const features = layer(layer(x, "net.0", "tanh"), "net.2", "tanh"); // [B, P] -> [B, h]
  return {
    mu: layer(features, "mu", "identity"), // [B, h] -> [B, d]
    logVar: layer(features, "log_var", "identity"),
  };
}

/**
 * Its decoder: two hidden layers of tanh units, and a sigmoid for the pixels.
 *
 * @param z codes. [B, d]
 * @param skip whether the code enters each layer
 * @returns xHat. [B, P]
 */
export function mlpDecoder(
  parameters: Parameters,
  z: Tensor2D,
  tape?: Tape,
  skip = false,
): Tensor2D {
  const layer = (input: Tensor2D, name: string, activation: Activation) =>
    dense(input, parameters, `decoder.${name}`, activation, tape);
  const join = (hidden: Tensor2D) => skip ? joinCode(hidden, z, tape) : hidden;
  const first = layer(z, "net.0", "tanh"); // [B, d] -> [B, h]
  const second = layer(join(first), "net.2", "tanh"); // -> [B, h]
  return layer(join(second), "net.4", "sigmoid"); // -> [B, P]
}
