import { type Tensor, type Tensor2D, tf } from "../deps/tfjs.ts";
import { deltaInterval } from "../math/delta_interval.ts";
import type { Posterior } from "./encoder.ts";
import type { Tape } from "./tape.ts";

/** Keeps the root's slope finite where the variance reaches an end of its interval. */
export const SMALLEST_SQUARE = 1e-12;

/**
 * A delta-VAE's posterior (Razavi et al. 2019, arXiv 1901.03416): whatever the encoder gives, each unit is
 * `delta` nats or more from the prior N(0, 1), so that no training can bring its KL divergence to 0.
 *
 * For independent units KL = 1/2 (mu^2 + v - 1 - log v) >= delta means mu^2 >= a(v) = 1 + 2 delta + log v - v. The
 * variance is drawn into the interval on which a(v) >= 0, the mean keeps that distance from 0:
 *
 *     v   = lowest + (highest - lowest) sigmoid(logVar)      (see {@linkcode deltaInterval})
 *     mu' = sqrt(a(v)) + max(0, mu)
 *
 * Mind what it does not promise: a posterior that is the same for all images may be as far from the prior.
 *
 * @param delta nats of each unit
 */
export function deltaPosterior(
  { mu, logVar }: Posterior,
  delta: number,
  tape?: Tape,
): Posterior {
  const { lowest, highest } = deltaInterval(delta);
  const share = tf.sigmoid(logVar);
  const variance = tf.add(lowest, tf.mul(share, highest - lowest));
  const boundedLogVar = tf.log(variance) as Tensor2D;
  const square = tf.maximum(
    tf.sub(tf.add(boundedLogVar, 1 + 2 * delta), variance),
    SMALLEST_SQUARE,
  );
  const root = tf.sqrt(square);
  const farMu = tf.add(root, tf.relu(mu)) as Tensor2D;
  const slope = () => tf.mul(tf.mul(share, tf.sub(1, share)), highest - lowest); // dv / dlogVar
  tape?.record(boundedLogVar, { logVar }, (dy) => ({
    logVar: () => tf.mul(dy, tf.div(slope(), variance)),
  }));
  tape?.record(farMu, { mu, logVar }, (dy: Tensor) => ({
    mu: () => tf.mul(dy, tf.step(mu)),
    logVar: () =>
      tf.mul(dy, tf.div(tf.mul(tf.sub(tf.reciprocal(variance), 1), slope()), tf.mul(root, 2))),
  }));
  return { mu: farMu, logVar: boundedLogVar };
}
