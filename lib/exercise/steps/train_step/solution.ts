import { type Random, type Tensor2D, tf, type TrainStepGiven } from "@vae/lab/exercise";

/** One step of training on a batch; returns the batch's loss before the step. */
export function trainStep(
  { latentSize, klWeight, forward, loss, gradients, optimizer }: TrainStepGiven,
  x: Tensor2D,
  random: Random,
): number {
  return tf.tidy(() => {
    const [rows] = x.shape;
    const eps = tf.tensor2d(random.normal(rows * latentSize), [rows, latentSize]);
    gradients.clear();
    const value = gradients.add(() => loss(forward(x, eps), klWeight));
    optimizer.step();
    return value.dataSync()[0];
  });
}
