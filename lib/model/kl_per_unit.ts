import { type GradSaveFunc, ownKernel, type Tensor, type Tensor1D, tf } from "../deps/tfjs.ts";
import type { Posterior } from "./encoder.ts";
import { klDivergence } from "./kl.ts";

/**
 * The KL divergence from the prior of each latent unit, in nats, as a mean over a batch of B images; see
 * {@linkcode klDivergence}. mu, logVar [B, d] -> [d]
 *
 * It has its own gradient, d/dmu = mu / B and d/dlogVar = (exp(logVar) - 1) / (2 B), in one operation.
 *
 * @throws {RangeError} if the shapes differ
 */
export function klPerUnit({ mu, logVar }: Posterior): Tensor1D {
  if (mu.shape.join() !== logVar.shape.join()) klDivergence(mu, logVar); // which says so
  const units = tf.customGrad((...inputs) => {
    const [mu, logVar, save] = inputs as [Posterior["mu"], Posterior["mu"], GradSaveFunc];
    save([mu, logVar]);
    const rows = mu.shape[0];
    const value = ownKernel(
      "KlPerUnit",
      { mu, logVar },
      {},
      () => tf.div(tf.sum(klDivergence(mu, logVar), 0), rows),
    );
    const gradFunc = (dy: Tensor, [mu, logVar]: Tensor[]) =>
      ownKernel("KlPerUnitGrad", { mu, logVar, dy }, {}, () => {
        const share = tf.div(dy, rows);
        return [tf.mul(share, mu), tf.mul(tf.mul(share, tf.expm1(logVar)), 0.5)];
      });
    return { value, gradFunc };
  });
  return units(mu, logVar) as Tensor1D;
}
