import type { Tensor2D } from "../deps/tfjs.ts";
import { dense } from "./dense.ts";
import type { LayerSize, Parameters } from "./parameters.ts";

/** The approximate posterior q(z|x) = N(mu, diag(exp(logVar))) of each image of a batch. */
export interface Posterior {
  /** Means. [B, d] */
  readonly mu: Tensor2D;
  /** Logarithms of the variances. [B, d] */
  readonly logVar: Tensor2D;
}

/** The encoder's layers, in the order in which their parameters are drawn. */
export function encoderLayers(latentSize: number): LayerSize[] {
  return [
    ["encoder.net.0", 256, 784],
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
 * The lab ends both heads in a LeakyReLU; usual heads are linear. A logVar of -4 therefore needs an
 * input of -400 to its last layer's activation, and about half of the lab's collapse comes from that.
 *
 * @param x pixels in [0, 1]. [B, 784]
 */
export function encoder(parameters: Parameters, x: Tensor2D): Posterior {
  const layer = (input: Tensor2D, name: string) =>
    dense(input, parameters, `encoder.${name}`, "leakyRelu");
  const features = layer(layer(x, "net.0"), "net.2"); // [B, 784] -> [B, 64]
  return {
    mu: layer(layer(features, "mu.0"), "mu.2"), // [B, 64] -> [B, d]
    logVar: layer(layer(features, "log_var.0"), "log_var.2"),
  };
}
