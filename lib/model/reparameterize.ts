import { type GradSaveFunc, ownKernel, type Tensor, type Tensor2D, tf } from "../deps/tfjs.ts";
import type { Posterior } from "./encoder.ts";

/**
 * The reparameterization trick: z = mu + exp(logVar / 2) * eps, a draw from the posterior through which
 * gradients flow (Kingma and Welling 2014, arXiv 1312.6114, section 2.4): dz/dmu = 1, dz/dlogVar =
 * exp(logVar / 2) eps / 2. The noise gets no gradient.
 *
 * @param eps standard normal noise. [B, d]
 * @returns codes z. [B, d]
 */
export function reparameterize({ mu, logVar }: Posterior, eps: Tensor2D): Tensor2D {
  const draw = tf.customGrad((...inputs) => {
    const [mu, logVar, save] = inputs as [Tensor, Tensor, GradSaveFunc];
    save([logVar, eps]);
    const value = ownKernel(
      "Reparameterize",
      { mu, logVar, eps },
      {},
      () => tf.add(mu, noise(logVar, eps)),
    );
    const gradFunc = (dz: Tensor, [logVar, eps]: Tensor[]) => [
      dz,
      ownKernel(
        "ReparameterizeGrad",
        { dz, logVar, eps },
        {},
        () => tf.mul(dz, tf.mul(noise(logVar, eps), 0.5)),
      ),
    ];
    return { value, gradFunc };
  });
  return draw(mu, logVar) as Tensor2D;
}

function noise(logVar: Tensor, eps: Tensor): Tensor {
  return tf.mul(tf.exp(tf.mul(logVar, 0.5)), eps);
}
