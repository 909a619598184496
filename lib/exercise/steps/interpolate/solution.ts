import { type Autoencoder, type Tensor2D, tf } from "@vae/lab/exercise";

/** The images on the way from one image to another: codes on the line between theirs, decoded. */
export function interpolate(model: Autoencoder, a: Tensor2D, b: Tensor2D, steps: number): Tensor2D {
  return tf.tidy(() => {
    const from = model.encode(a), to = model.encode(b); // [1, P] -> [1, d]
    const t = tf.linspace(0, 1, steps).reshape([steps, 1]); // [steps, 1]
    const z = tf.add(from, tf.mul(t, tf.sub(to, from))) as Tensor2D; // [steps, d]
    return model.reconstruct(z); // [steps, d] -> [steps, P]
  });
}
