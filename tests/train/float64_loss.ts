import type { ModelOptions } from "../../lib/model/model_options.ts";
import type { StateDict } from "../../lib/math/state_dict.ts";

type Rows = number[][];

/** What to compute the loss of: the lab's, where nothing is said. */
export interface Float64Loss extends Partial<ModelOptions> {
  readonly klWeight: number;
  readonly freeBits?: number;
}

/** The loss written once more, row by row in float64, so that differences of it can be trusted. */
export function float64Loss(
  state: StateDict,
  x: Rows,
  eps: Rows,
  { klWeight, freeBits = 0, head = "leaky", architecture, likelihood, clampLogVar = Infinity }:
    Float64Loss,
): number {
  const linear = (input: number[], name: string) => {
    const { shape: [outputs, inputs], values } = state[`${name}.weight`];
    return Array.from({ length: outputs }, (_, o) => {
      let sum = state[`${name}.bias`].values[o];
      for (let i = 0; i < inputs; i++) sum += values[o * inputs + i] * input[i];
      return sum;
    });
  };
  const leaky = (value: number) => value > 0 ? value : 0.01 * value;
  const layer = (input: number[], name: string) => linear(input, name).map(leaky);
  const chain = (input: number[], ...names: string[]) => names.reduce(layer, input);
  const last = head === "leaky" ? layer : linear;

  const encode = (pixels: number[]) => {
    if (architecture === "linear") {
      return [linear(pixels, "encoder.mu"), [...state["encoder.log_var"].values]];
    }
    const features = chain(pixels, "encoder.net.0", "encoder.net.2");
    return ["mu", "log_var"].map((name) =>
      last(chain(features, `encoder.${name}.0`), `encoder.${name}.2`)
    );
  };
  const decode = (z: number[]) => {
    if (architecture === "linear") return linear(z, "decoder.net");
    const hidden = chain(z, "decoder.net.0", "decoder.net.2", "decoder.net.4");
    return linear(hidden, "decoder.net.6").map((value) => 1 / (1 + Math.exp(-value)));
  };

  let error = 0;
  const kls = eps[0].map(() => 0);
  for (const [row, pixels] of x.entries()) {
    const [mu, free] = encode(pixels);
    const logVar = free.map((v) => Math.min(Math.max(v, -clampLogVar), clampLogVar));
    const xHat = decode(mu.map((mean, i) => mean + Math.exp(logVar[i] / 2) * eps[row][i]));
    for (const [i, pixel] of pixels.entries()) {
      error += likelihood === "bernoulli"
        ? -pixel * Math.log(xHat[i]) - (1 - pixel) * Math.log(1 - xHat[i])
        : (pixel - xHat[i]) ** 2;
    }
    for (const [i, v] of logVar.entries()) kls[i] -= (1 + v - mu[i] ** 2 - Math.exp(v)) / 2;
  }
  const counted = kls.reduce((sum, kl) => sum + Math.max(freeBits, kl / x.length), 0);
  return error / x.length + klWeight * counted;
}
