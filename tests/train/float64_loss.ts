import { deltaInterval } from "../../lib/math/delta_interval.ts";
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
  options: Float64Loss,
): number {
  const { klWeight, freeBits = 0, head = "leaky", architecture, likelihood } = options;
  const { clampLogVar = Infinity, family, delta, gamma, skip } = options;
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
  const tanhs = (input: number[], name: string) => linear(input, name).map(Math.tanh);
  const last = head === "leaky" ? layer : linear;

  const encode = (pixels: number[]) => {
    if (architecture === "linear") {
      return [linear(pixels, "encoder.mu"), [...state["encoder.log_var"].values]];
    }
    if (architecture === "mlp") {
      const features = tanhs(tanhs(pixels, "encoder.net.0"), "encoder.net.2");
      return [linear(features, "encoder.mu"), linear(features, "encoder.log_var")];
    }
    const features = chain(pixels, "encoder.net.0", "encoder.net.2");
    return ["mu", "log_var"].map((name) =>
      last(chain(features, `encoder.${name}.0`), `encoder.${name}.2`)
    );
  };
  const decode = (z: number[]) => {
    if (architecture === "linear") return linear(z, "decoder.net");
    const [step, names, end] = architecture === "mlp"
      ? [tanhs, ["decoder.net.2"], "decoder.net.4"] as const
      : [layer, ["decoder.net.2", "decoder.net.4"], "decoder.net.6"] as const;
    const joined = (hidden: number[]) => skip === "code" ? [...hidden, ...z] : hidden;
    const first = step(z, "decoder.net.0");
    const hidden = names.reduce((hidden, name) => step(joined(hidden), name), first);
    return linear(joined(hidden), end).map((value) => 1 / (1 + Math.exp(-value)));
  };

  /** The posteriors of all images, as the family has them. */
  const posteriors = (): [mu: number[], logVar: number[]][] => {
    const free = x.map(encode);
    if (family === "delta") {
      const { lowest, highest } = deltaInterval(delta!);
      return free.map(([mu, logVar]) => {
        const v = logVar.map((t) => lowest + (highest - lowest) / (1 + Math.exp(-t)));
        const far = (mean: number, i: number) =>
          Math.sqrt(1 + 2 * delta! + Math.log(v[i]) - v[i]) + Math.max(0, mean);
        return [mu.map(far), v.map(Math.log)];
      });
    }
    if (family === "batch-norm") {
      const mean = (of: (mu: number[]) => number) =>
        free.reduce((s, [mu]) => s + of(mu), 0) / x.length;
      const bias = state["encoder.mu_norm.bias"].values;
      const means = eps[0].map((_, i) => mean((mu) => mu[i]));
      const variances = means.map((m, i) => mean((mu) => (mu[i] - m) ** 2));
      return free.map(([mu, logVar]) => [
        mu.map((value, i) =>
          gamma! * (value - means[i]) / Math.sqrt(variances[i] + 1e-5) + bias[i]
        ),
        logVar,
      ]);
    }
    return free.map(([mu, logVar]) => [mu, logVar]);
  };

  let error = 0;
  const kls = eps[0].map(() => 0);
  const all = posteriors();
  for (const [row, pixels] of x.entries()) {
    const [mu, free] = all[row];
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
