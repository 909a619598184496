/**
 * The yardstick: the notebook's training step as one would first write it in TensorFlow.js. Weights are
 * [in, out], every gradient is the library's own, and so is Adam. None of lib/backend's kernels is registered.
 */
import { tf, type Variable } from "../lib/deps/tfjs.ts";
import type { DataSet, StateDict } from "../mod.ts";

/** A training step with the images at 128 indices, and noise [128 * 8]: the batch's loss. */
export type Step = (data: DataSet, indices: Int32Array, noise: Float32Array) => Promise<number>;

/** Starts from PyTorch's initial parameters, so that the losses can be compared. */
export function naivePort(initial: StateDict): Step {
  const variables: Record<string, Variable> = {};
  for (const [name, { shape, values }] of Object.entries(initial)) {
    const tensor = tf.tensor(values, [...shape]);
    variables[name] = tf.variable(shape.length === 2 ? tf.transpose(tensor) : tensor);
  }
  const dense = (x: ReturnType<typeof tf.tensor2d>, name: string) =>
    tf.add(tf.matMul(x, variables[`${name}.weight`] as typeof x), variables[`${name}.bias`]);
  const layer = (x: ReturnType<typeof tf.tensor2d>, name: string) =>
    tf.leakyRelu(dense(x, name) as typeof x, 0.01);
  const optimizer = tf.train.adam(1e-3, 0.9, 0.999, 1e-8);

  return (data, indices, noise) => {
    const loss = tf.tidy(() => {
      const x = tf.tensor2d(data.rows(indices), [128, 784]);
      const eps = tf.tensor2d(noise, [128, 8]);
      return optimizer.minimize(() => {
        const h = layer(layer(x, "encoder.net.0"), "encoder.net.2");
        const mu = layer(layer(h, "encoder.mu.0"), "encoder.mu.2");
        const logVar = layer(layer(h, "encoder.log_var.0"), "encoder.log_var.2");
        const z = tf.add(mu, tf.mul(tf.exp(tf.mul(logVar, 0.5)), eps)) as typeof x;
        const hidden = layer(layer(layer(z, "decoder.net.0"), "decoder.net.2"), "decoder.net.4");
        const xHat = tf.sigmoid(dense(hidden, "decoder.net.6"));
        const rec = tf.div(tf.sum(tf.square(tf.sub(xHat, x))), 128);
        const inside = tf.sub(tf.sub(tf.add(logVar, 1), tf.square(mu)), tf.exp(logVar));
        return tf.add(rec, tf.div(tf.sum(tf.mul(inside, -0.5)), 128)).asScalar();
      }, true)!;
    });
    const value = loss.dataSync()[0];
    loss.dispose();
    return Promise.resolve(value);
  };
}
