import type { StateDict } from "../../lib/model/state_dict.ts";

type Rows = number[][];

/** The lab's loss written once more, row by row in float64, so that differences of it can be trusted. */
export function float64Loss(state: StateDict, x: Rows, eps: Rows, klWeight: number): number {
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

  let total = 0;
  for (const [row, pixels] of x.entries()) {
    const features = chain(pixels, "encoder.net.0", "encoder.net.2");
    const mu = chain(features, "encoder.mu.0", "encoder.mu.2");
    const logVar = chain(features, "encoder.log_var.0", "encoder.log_var.2");
    const z = mu.map((mean, i) => mean + Math.exp(logVar[i] / 2) * eps[row][i]);
    const hidden = chain(z, "decoder.net.0", "decoder.net.2", "decoder.net.4");
    const xHat = linear(hidden, "decoder.net.6").map((value) => 1 / (1 + Math.exp(-value)));
    for (const [i, pixel] of pixels.entries()) total += (pixel - xHat[i]) ** 2;
    for (const [i, v] of logVar.entries()) {
      total -= klWeight / 2 * (1 + v - mu[i] ** 2 - Math.exp(v));
    }
  }
  return total / x.length;
}
