import { type Tensor2D, tf } from "../deps/tfjs.ts";
import type { Posterior } from "./encoder.ts";
import type { Tape } from "./tape.ts";

/**
 * The posterior with its logVar clamped to [-bound, bound], the usual remedy where exp(logVar) would
 * overflow. The gradient passes where logVar lies within the bounds, and on them; outside it is zero, as
 * that of PyTorch's `torch.clamp` is, so that nothing but the weights that other images share brings such
 * a logVar back.
 *
 * @param bound above 0
 */
export function clampLogVar({ mu, logVar }: Posterior, bound: number, tape?: Tape): Posterior {
  const clamped = tf.clipByValue(logVar, -bound, bound) as Tensor2D;
  tape?.record(clamped, { logVar }, (dy) => ({
    logVar: () => tf.where(tf.lessEqual(tf.abs(logVar), bound), dy, tf.zerosLike(dy)),
  }));
  return { mu, logVar: clamped };
}
