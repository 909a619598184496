import type { Tensor2D } from "../deps/tfjs.ts";
import { type Activation, dense } from "./dense.ts";
import type { ModelOptions } from "./model_options.ts";
import type { LayerSize, Parameters } from "./parameters.ts";
import type { Tape } from "./tape.ts";

/** The approximate posterior q(z|x) = N(mu, diag(exp(logVar))) of each image of a batch. */
export interface Posterior {
  /** Means. [B, d] */
  readonly mu: Tensor2D;
  /** Logarithms of the variances. [B, d] */
  readonly logVar: Tensor2D;
}

/** The encoder's layers for images of `pixels`, in the order in which their parameters are drawn. */
export function encoderLayers(latentSize: number, pixels: number): LayerSize[] {
  return [
    ["encoder.net.0", 256, pixels],
    ["encoder.net.2", 64, 256],
    ["encoder.mu.0", 32, 64],
    ["encoder.mu.2", latentSize, 32],
    ["encoder.log_var.0", 32, 64],
    ["encoder.log_var.2", latentSize, 32],
  ];
}

/**
 * Images to posteriors: two layers, then a head each for mu and logVar.
 *
 * The lab ends both heads in a LeakyReLU (`leaky`); usual heads are `linear`. In the lab's a logVar of
 * -4 needs an input of -400 to that activation, and about half of the lab's collapse comes from it.
 *
 * @param x pixels in [0, 1]. [B, P]
 */
export function encoder(
  parameters: Parameters,
  x: Tensor2D,
  head: ModelOptions["head"] = "leaky",
  tape?: Tape,
): Posterior {
  const layer = (input: Tensor2D, name: string, activation: Activation = "leakyRelu") =>
    dense(input, parameters, `encoder.${name}`, activation, tape);
  const last = head === "leaky" ? "leakyRelu" : "identity";
  const features = layer(layer(x, "net.0"), "net.2"); // [B, P] -> [B, 64]
  return {
    mu: layer(layer(features, "mu.0"), "mu.2", last), // [B, 64] -> [B, d]
    logVar: layer(layer(features, "log_var.0"), "log_var.2", last),
  };
}
