import { type GradSaveFunc, ownKernel, type Tensor, type Tensor2D, tf } from "../deps/tfjs.ts";
import type { Posterior } from "./encoder.ts";
import type { Tape } from "./tape.ts";

/**
 * The reparameterization trick: z = mu + exp(logVar / 2) * eps, a draw from the posterior through which
 * gradients flow (Kingma and Welling 2014, arXiv 1312.6114, section 2.4): dz/dmu = 1, dz/dlogVar =
 * exp(logVar / 2) eps / 2. The noise gets no gradient.
 *
 * @param eps standard normal noise. [B, d]
 * @param tape where it is recorded, in place of TensorFlow.js' own tape
 * @returns codes z. [B, d]
 */
export function reparameterize({ mu, logVar }: Posterior, eps: Tensor2D, tape?: Tape): Tensor2D {
  if (tape) {
    return tape.record(draw(mu, logVar, eps) as Tensor2D, { mu, logVar }, (dz) => ({
      mu: () => dz,
      logVar: () => gradientByLogVar(dz, logVar, eps),
    }));
  }
  const differentiable = tf.customGrad((...inputs) => {
    const [mu, logVar, save] = inputs as [Tensor, Tensor, GradSaveFunc];
    save([logVar, eps]);
    const gradFunc = (dz: Tensor, [logVar, eps]: Tensor[]) => [
      dz,
      gradientByLogVar(dz, logVar, eps),
    ];
    return { value: draw(mu, logVar, eps), gradFunc };
  });
  return differentiable(mu, logVar) as Tensor2D;
}

function draw(mu: Tensor, logVar: Tensor, eps: Tensor): Tensor {
  const portable = () => tf.add(mu, noise(logVar, eps));
  return ownKernel("Reparameterize", { mu, logVar, eps }, {}, portable);
}

function gradientByLogVar(dz: Tensor, logVar: Tensor, eps: Tensor): Tensor {
  const portable = () => tf.mul(dz, tf.mul(noise(logVar, eps), 0.5));
  return ownKernel("ReparameterizeGrad", { dz, logVar, eps }, {}, portable);
}

function noise(logVar: Tensor, eps: Tensor): Tensor {
  return tf.mul(tf.exp(tf.mul(logVar, 0.5)), eps);
}
