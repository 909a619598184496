import { type Parameters, type Posterior, type Tensor2D, tf } from "@vae/lab/exercise";

/**
 * Images to the Gaussians of their codes: the trunk, then one head for mu and one for logVar.
 *
 * @param parameters by PyTorch's names: `encoder.net.0.weight` [out, in], `encoder.net.0.bias` [out], ...
 * @param x pixels in [0, 1], one image a row. [B, P]
 * @returns means, and logarithms of the variances. { mu: [B, d], logVar: [B, d] }
 */
export function encode(parameters: Parameters, x: Tensor2D): Posterior {
  throw new Error("encode is not written yet");
}

/**
 * Codes to images.
 *
 * @param parameters by PyTorch's names: `decoder.net.0.weight` [out, in], `decoder.net.0.bias` [out], ...
 * @param z codes, one a row. [B, d]
 * @returns xHat, pixels in (0, 1). [B, P]
 */
export function decode(parameters: Parameters, z: Tensor2D): Tensor2D {
  throw new Error("decode is not written yet");
}
