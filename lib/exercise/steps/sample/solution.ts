import { type Random, type Tensor2D, tf } from "@vae/lab/exercise";

/** New images from a trained model: n codes from N(0, I), decoded. */
export function sample(
  reconstruct: (z: Tensor2D) => Tensor2D,
  latentSize: number,
  n: number,
  random: Random,
): Tensor2D {
  const z = tf.tensor2d(random.normal(n * latentSize), [n, latentSize]); // [n, d]
  return reconstruct(z); // [n, d] -> [n, P]
}
