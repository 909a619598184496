import type { Random, Tensor2D, TrainStepGiven } from "@vae/lab/exercise";

/**
 * One step of training on a batch. It leaves no tensor behind.
 *
 * @param given the model and its training, from the earlier steps:
 *   - latentSize: the number of latent units, d
 *   - klWeight: the weight of the KL term
 *   - forward(x, eps): images [B, P] and noise [B, d] -> an output with mu, logVar and xHat
 *   - loss(output, klWeight): the loss of such an output, a scalar tensor
 *   - gradients.clear(): sets the gradients of all parameters to zero
 *   - gradients.add(f): calls f, which computes a loss, and adds the gradients of that loss to those that are
 *     already there, as PyTorch's `loss.backward()` does; only what f itself computes is differentiated. Returns the loss
 *   - optimizer.step(): moves the parameters, using the gradients as they are at that moment
 * @param x the batch: images. [B, P]
 * @param random the source of all random numbers: `random.normal(n)` gives n standard normal ones as a Float32Array
 * @returns the loss of this batch, as a number, with the parameters as they were before the step
 */
export function trainStep(given: TrainStepGiven, x: Tensor2D, random: Random): number {
  throw new Error("trainStep is not written yet");
}
