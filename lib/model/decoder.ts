import type { Tensor2D } from "../deps/tfjs.ts";
import { type Activation, dense } from "./dense.ts";
import { joinCode } from "./join_code.ts";
import type { LayerSize, Parameters } from "./parameters.ts";
import type { Tape } from "./tape.ts";

/** The decoder's layers for images of `pixels`, in the order in which their parameters are drawn. */
export function decoderLayers(latentSize: number, pixels: number): LayerSize[] {
  return [
    ["decoder.net.0", 32, latentSize],
    ["decoder.net.2", 64, 32],
    ["decoder.net.4", 256, 64],
    ["decoder.net.6", pixels, 256],
  ];
}

/**
 * Codes to images: the encoder's trunk mirrored, and a sigmoid for pixels in (0, 1).
 *
 * @param z codes. [B, d]
 * @param skip whether the code enters each layer, not the first alone
 * @returns xHat. [B, P]
 */
export function decoder(
  parameters: Parameters,
  z: Tensor2D,
  tape?: Tape,
  skip = false,
): Tensor2D {
  const layer = (input: Tensor2D, name: string, activation: Activation) =>
    dense(input, parameters, `decoder.${name}`, activation, tape);
  const join = (hidden: Tensor2D) => skip ? joinCode(hidden, z, tape) : hidden;
  let hidden = z; // [B, d] -> [B, 32] -> [B, 64] -> [B, 256]
  for (const name of ["net.0", "net.2", "net.4"]) {
    hidden = layer(name === "net.0" ? z : join(hidden), name, "leakyRelu");
  }
  return layer(join(hidden), "net.6", "sigmoid"); // [B, 256] -> [B, P]
}
