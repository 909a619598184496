import { type GradSaveFunc, type Scalar, type Tensor, type Tensor2D, tf } from "../deps/tfjs.ts";

/**
 * The squared maximum mean discrepancy between the codes of a batch and the prior N(0, I), with the kernel
 * k(z, z') = exp(-|z - z'|^2 / d^2) of InfoVAE's authors (Zhao et al. 2017, arXiv 1706.02262; the
 * width is that of their program). z [B, d] -> a scalar
 *
 * MMD^2 = E k(z, z') - 2 E k(z, y) + E k(y, y') for codes z, z' and draws y, y' of the prior. The first mean is
 * taken over the B (B - 1) pairs of different codes. The other two have closed forms, since the kernel is a
 * Gaussian: E k(z, y) = (h / (h + 2))^(d/2) exp(-|z|^2 / (h + 2)) and E k(y, y') = (h / (h + 4))^(d/2) with
 * h = d^2. So no draw of the prior is needed, and the estimate has no bias: it may be below 0. (The authors draw
 * as many codes from the prior and count each code's pair with itself, which adds (1 - E k(z, z')) / B to this
 * term: a pull of the codes towards each other that depends on the size of the batch.)
 *
 * It has its own gradient, in fewer operations than TensorFlow.js would derive. A batch of one code has no pair,
 * and its first mean is 0.
 */
export function mmdFromPrior(z: Tensor2D): Scalar {
  const discrepancy = tf.customGrad((...inputs) => {
    const [z, save] = inputs as [Tensor2D, GradSaveFunc];
    const [rows, d] = z.shape;
    const width = d * d;
    const pairs = Math.max(1, rows * (rows - 1));
    const squares = tf.sum(tf.square(z), 1, true) as Tensor2D; // [B, 1]
    const ones = tf.onesLike(squares);
    const scaled = tf.mul(z, Math.sqrt(2 / width)) as Tensor2D;
    const lengths = tf.mul(squares, -1 / width) as Tensor2D;
    // -|z_i - z_j|^2 / h as one product, [B, d + 2] by [d + 2, B]: what is left on [B, B] is exp alone.
    const exponents = tf.matMul(
      tf.concat([scaled, lengths, ones], 1),
      tf.concat([scaled, ones, lengths], 1),
      false,
      true,
    );
    const sums = tf.matMul(tf.exp(exponents), tf.concat([z, ones], 1)); // sum_j k_ij z_j, sum_j k_ij. [B, d + 1]
    const weighted = tf.slice(sums, [0, 0], [rows, d]);
    const totals = tf.slice(sums, [0, d], [rows, 1]);
    const toPrior = tf.mul(
      tf.exp(tf.mul(squares, -1 / (width + 2))),
      (width / (width + 2)) ** (d / 2),
    ); // [B, 1]
    const ofPrior = (width / (width + 4)) ** (d / 2);
    const ofCodes = tf.div(tf.sub(tf.sum(totals), rows), pairs); // k(z, z) = 1
    const value = tf.add(tf.sub(ofCodes, tf.mul(tf.mean(toPrior), 2)), ofPrior);
    save([z, weighted, totals, toPrior]);
    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [z, weighted, totals, toPrior] = saved;
      // Over the pairs: 2 sum_j k_ij (-2 / h) (z_i - z_j), where a code's pair with itself adds nothing.
      const own = tf.mul(tf.sub(tf.mul(z, totals), weighted), -4 / (width * pairs));
      const prior = tf.mul(tf.mul(z, toPrior), 4 / (rows * (width + 2)));
      return tf.mul(tf.add(own, prior), dy);
    };
    return { value, gradFunc };
  });
  return discrepancy(z) as Scalar;
}
