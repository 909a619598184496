import type { StateDict } from "../../math/state_dict.ts";

/** Of LeakyReLU, below 0. */
const SLOPE = 0.01;

const leaky = (x: number) => x > 0 ? x : SLOPE * x;
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** What the encoder says about an image. */
export interface PlainPosterior {
  /** [d] */
  readonly mu: Float32Array;
  /** [d] */
  readonly logVar: Float32Array;
}

/**
 * The posterior that the lab's encoder gives an image, in plain loops: a few images need no engine.
 *
 * @param parameters of a model of the lab's architecture
 * @param image pixels from 0 to 1. [P]
 */
export function encode(parameters: StateDict, image: ArrayLike<number>): PlainPosterior {
  const run = (input: Float32Array, ...names: string[]) =>
    names.reduce((x, name) => affine(parameters, `encoder.${name}`, x).map(leaky), input);
  const features = run(Float32Array.from(image), "net.0", "net.2");
  return {
    mu: run(features, "mu.0", "mu.2"),
    logVar: run(features, "log_var.0", "log_var.2"),
  };
}

/**
 * The image that the lab's decoder makes of a code.
 *
 * @param parameters of a model of the lab's architecture
 * @param code [d]
 * @returns pixels from 0 to 1. [P]
 */
export function decode(parameters: StateDict, code: ArrayLike<number>): Float32Array {
  let values = Float32Array.from(code);
  for (const name of ["net.0", "net.2", "net.4"]) {
    values = affine(parameters, `decoder.${name}`, values).map(leaky);
  }
  return affine(parameters, "decoder.net.6", values).map(sigmoid);
}

/** W x + b of a layer. */
function affine(parameters: StateDict, name: string, x: Float32Array): Float32Array {
  const { shape: [rows, columns], values: weights } = parameters[`${name}.weight`];
  const { values: bias } = parameters[`${name}.bias`];
  const sums = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = bias[row];
    for (let i = 0; i < columns; i++) sum += weights[row * columns + i] * x[i];
    sums[row] = sum;
  }
  return sums;
}
