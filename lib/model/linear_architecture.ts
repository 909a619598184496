import { type Tensor2D, tf, type Variable } from "../deps/tfjs.ts";
import { dense } from "./dense.ts";
import type { Posterior } from "./encoder.ts";
import type { LayerSize, Parameters } from "./parameters.ts";
import type { Tape } from "./tape.ts";

/** The linear VAE's layers for images of `pixels`, in the order in which their parameters are drawn. */
export function linearLayers(latentSize: number, pixels: number): LayerSize[] {
  return [["encoder.mu", latentSize, pixels], ["decoder.net", pixels, latentSize]];
}

/** Its log-variances, one for each unit; they start at the prior's, 0, and draw no random number. */
export function linearVariances(latentSize: number): Parameters<Variable> {
  return { "encoder.log_var": tf.tidy(() => tf.variable(tf.zeros([latentSize]))) };
}

/**
 * The linear VAE's encoder (Lucas et al. 2019, arXiv 1911.02469, equation 9): mu is one linear layer;
 * the variances are one parameter a unit, the same for all images, since the exact posterior of
 * probabilistic PCA has a covariance that does not depend on x. Nothing is lost by that.
 *
 * @param x pixels in [0, 1]. [B, P]
 */
export function linearEncoder(parameters: Parameters, x: Tensor2D, tape?: Tape): Posterior {
  const mu = dense(x, parameters, "encoder.mu", "identity", tape); // [B, P] -> [B, d]
  const variances = parameters["encoder.log_var"];
  const logVar = tf.add(tf.zerosLike(mu), variances) as Tensor2D; // [d] -> [B, d]
  tape?.record(logVar, { variances }, (dy) => ({ variances: () => tf.sum(dy, 0) }));
  return { mu, logVar };
}

/** The linear VAE's decoder: codes to the pixels' means, which no sigmoid bounds. [B, d] -> [B, P] */
export function linearDecoder(parameters: Parameters, z: Tensor2D, tape?: Tape): Tensor2D {
  return dense(z, parameters, "decoder.net", "identity", tape);
}
