import { type Tensor2D, tf } from "../deps/tfjs.ts";
import type { Posterior } from "./encoder.ts";

/**
 * The reparameterization trick: z = mu + exp(logVar / 2) * eps, a draw from the posterior through which
 * gradients flow (Kingma and Welling 2014, arXiv 1312.6114, section 2.4).
 *
 * @param eps standard normal noise. [B, d]
 * @returns codes z. [B, d]
 */
export function reparameterize({ mu, logVar }: Posterior, eps: Tensor2D): Tensor2D {
  const std = tf.exp(tf.mul(logVar, 0.5));
  return tf.add(mu, tf.mul(std, eps));
}
