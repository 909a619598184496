import { type Parameters, type Posterior, type Tensor2D, tf } from "@vae/lab/exercise";

/** Images to the Gaussians of their codes. [B, P] -> { mu: [B, d], logVar: [B, d] } */
export function encode(parameters: Parameters, x: Tensor2D): Posterior {
  const layer = (input: Tensor2D, name: string) =>
    leaky(linear(parameters, `encoder.${name}`, input));
  const features = layer(layer(x, "net.0"), "net.2");
  return {
    mu: layer(layer(features, "mu.0"), "mu.2"),
    logVar: layer(layer(features, "log_var.0"), "log_var.2"),
  };
}

/** Codes to images. [B, d] -> [B, P] */
export function decode(parameters: Parameters, z: Tensor2D): Tensor2D {
  let hidden = z;
  for (const name of ["net.0", "net.2", "net.4"]) {
    hidden = leaky(linear(parameters, `decoder.${name}`, hidden));
  }
  return tf.sigmoid(linear(parameters, "decoder.net.6", hidden));
}

/** [B, in] -> [B, out] */
function linear(parameters: Parameters, name: string, input: Tensor2D): Tensor2D {
  const product = tf.matMul(input, parameters[`${name}.weight`] as Tensor2D, false, true);
  return tf.add(product, parameters[`${name}.bias`]);
}

function leaky(input: Tensor2D): Tensor2D {
  return tf.leakyRelu(input, 0.01);
}
