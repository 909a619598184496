import type { Matrix, NetworkCase } from "./network_case.ts";

/** What an activation makes of a row. */
export type Activation = (row: readonly number[]) => number[];

/** The factor of input j in output i, from a weight [outputs, inputs]. */
export type Entry = (
  weight: readonly number[],
  i: number,
  j: number,
  size: { outputs: number; inputs: number },
) => number;

/** How layers are computed, where it is not as in the lab. */
export interface Layers {
  /** After each layer, by its name. */
  activation(name: string): Activation;
  /** Whether there are biases. */
  readonly hasBias?: boolean;
  /** Where an entry of a weight lies. */
  readonly entry?: Entry;
}

/** The slope of the lab's LeakyReLU. */
export const SLOPE = 0.01;

/** An activation of each number by itself. */
export function each(of: (x: number) => number): Activation {
  return (row) => row.map(of);
}

/** The lab's LeakyReLU, or one of another slope. */
export function leakyRelu(slope = SLOPE): Activation {
  return each((x) => x < 0 ? slope * x : x);
}

const LEAKY = leakyRelu();

/** The rectifier, max(x, 0). */
export const relu = each((x) => Math.max(x, 0));

/** No activation. */
export const identity: Activation = each((x) => x);

/** The logistic function of each number. */
export const sigmoid = each((x) => 1 / (1 + Math.exp(-x)));

/** The networks in plain loops and float64: layer by layer, row by row. */
export class Network {
  readonly #parameters: NetworkCase["parameters"];
  readonly #layers: Layers;

  /** @param layers where they are not the lab's */
  constructor({ parameters }: NetworkCase, layers: Partial<Layers> = {}) {
    this.#parameters = parameters;
    this.#layers = { activation: Network.lab, ...layers };
  }

  /** The lab's activation after the layer of this name. */
  static lab(name: string): Activation {
    return name === "decoder.net.6" ? sigmoid : LEAKY;
  }

  /** The encoder's trunk. [B, P] -> [B, features] */
  features(x: Matrix): Matrix {
    return this.run(x, "encoder.net.0", "encoder.net.2");
  }

  /** The means. [B, P] -> [B, d] */
  mu(x: Matrix): Matrix {
    return this.run(this.features(x), "encoder.mu.0", "encoder.mu.2");
  }

  /** The logarithms of the variances. [B, P] -> [B, d] */
  logVar(x: Matrix): Matrix {
    return this.run(this.features(x), "encoder.log_var.0", "encoder.log_var.2");
  }

  /** Both, as an answer holds them. */
  encode(x: Matrix): number[] {
    return [...this.mu(x).values, ...this.logVar(x).values];
  }

  /** Pixels. [B, d] -> [B, P] */
  decode(z: Matrix): number[] {
    const names = ["decoder.net.0", "decoder.net.2", "decoder.net.4", "decoder.net.6"];
    return this.run(z, ...names).values;
  }

  /** Layers of these names, one after the other. */
  run(input: Matrix, ...names: string[]): Matrix {
    return names.reduce((input, name) => this.#layer(input, name), input);
  }

  #layer({ shape: [rows, inputs], values }: Matrix, name: string): Matrix {
    const { activation, hasBias = true, entry = rowOfEachOutput } = this.#layers;
    const weight = this.#parameters[`${name}.weight`].values;
    const bias = this.#parameters[`${name}.bias`].values;
    const outputs = bias.length;
    const given: number[] = [];
    for (let row = 0; row < rows; row++) {
      const sums = bias.map((bias, i) => {
        let sum = hasBias ? bias : 0;
        for (let j = 0; j < inputs; j++) {
          sum += entry(weight, i, j, { outputs, inputs }) * values[row * inputs + j];
        }
        return sum;
      });
      given.push(...activation(name)(sums));
    }
    return { shape: [rows, outputs], values: given };
  }
}

/** PyTorch's layout. */
const rowOfEachOutput: Entry = (weight, i, j, { inputs }) => weight[i * inputs + j];
