import { type GradSaveFunc, type Scalar, type Tensor, type Tensor2D, tf } from "../deps/tfjs.ts";
import { checkFinite } from "../math/check_argument.ts";
import { klPerUnit } from "./kl_per_unit.ts";
import type { Loss } from "./loss.ts";
import { reconstructionError } from "./reconstruction_error.ts";
import { repeatRows } from "./repeat_rows.ts";
import type { VaeOutput } from "./vae.ts";

/**
 * The importance-weighted autoencoder's loss (IWAE: Burda, Grosse and Salakhutdinov 2016, arXiv 1509.00519,
 * section 3), in the lab's units: `klWeight` w times the negative bound of log p(x) by K codes an image,
 *
 *     -w log 1/K sum_k exp(-s_k / w),  s_k = error_k + w (log q(z_k|x) - log p(z_k)),
 *
 * for a decoder of variance w/2, whose log-likelihood is -error / w and a constant that is left out; plus a control
 * variate of expectation 0, w (KL(q(z|x) || p(z)) - 1/K sum_k (log q(z_k|x) - log p(z_k))), by which the loss and
 * every gradient at K = 1 are the lab's, whose KL term has its closed form. The decoder's gradient is the paper's in
 * every draw, the encoder's in expectation.
 *
 * `reconstruction` is the mean error of all codes and `kl` the divergence in closed form, as without weights; so
 * `loss` is in expectation at most reconstruction + w kl, and that at K = 1.
 *
 * @param output what `Vae.forward` gave for B images and K B rows of noise
 * @throws {RangeError} if the weight is not a finite number above 0
 */
export function importanceWeightedLoss(
  output: VaeOutput,
  { klWeight }: { readonly klWeight: number },
): Loss {
  checkFinite("klWeight", klWeight, { above: 0 });
  const { x, mu, logVar, z } = output;
  const [rows, d] = mu.shape;
  const samples = z.shape[0] / rows;
  const errors = reconstructionError({ ...output, x: repeatRows(x, samples) }); // [K B]
  const units = klPerUnit(output);
  const kl = tf.sum(units) as Scalar;
  const codes = tf.reshape(z, [samples, rows, d]);
  const noise = tf.mul(tf.sub(codes, mu), tf.exp(tf.mul(logVar, -0.5)));
  // log q(z|x) - log p(z), where the constants cancel.
  const ratios = tf.mul(
    tf.sum(tf.sub(tf.square(codes), tf.add(tf.square(noise), logVar)), 2),
    0.5,
  ); // [K, B]
  const costs = tf.add(tf.reshape(errors, [samples, rows]), tf.mul(ratios, klWeight)) as Tensor2D;
  const weighted = tf.mean(softMinimum(costs, klWeight));
  const control = tf.mul(tf.sub(kl, tf.mean(ratios)), klWeight);
  const loss = tf.add(weighted, control) as Scalar;
  return { loss, reconstruction: tf.mean(errors), kl, klPerUnit: units, klWeight };
}

/**
 * -w log(mean_k exp(-s_k / w)) of each column. [K, B] -> [B]
 *
 * Its gradient by s_k is the code's normalised weight, as in the paper's estimator.
 */
function softMinimum(costs: Tensor2D, w: number): Tensor {
  const minimum = tf.customGrad((...inputs) => {
    const [costs, save] = inputs as [Tensor2D, GradSaveFunc];
    const least = tf.min(costs, 0); // [B]
    const weights = tf.exp(tf.mul(tf.sub(costs, least), -1 / w));
    const total = tf.sum(weights, 0);
    save([tf.div(weights, total)]);
    const value = tf.sub(least, tf.mul(tf.log(tf.div(total, costs.shape[0])), w));
    return { value, gradFunc: (dy: Tensor, [shares]: Tensor[]) => tf.mul(shares, dy) };
  });
  return minimum(costs);
}
