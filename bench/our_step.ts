/** The lab's own training step. */
import { tf } from "../lib/deps/tfjs.ts";
import type { Step } from "./naive_port.ts";
import { imageTensor } from "../lib/model/image_tensor.ts";
import { adamState } from "../lib/train/adam.ts";
import { trainStep } from "../lib/train/train_step.ts";
import { loss, type StateDict, TorchRandom, Vae } from "../mod.ts";

/** Starts from PyTorch's initial parameters. */
export function ourStep(initial: StateDict): Step {
  const vae = new Vae({ random: new TorchRandom(0) });
  vae.loadStateDict(initial);
  const adam = adamState(vae.parameters());
  return async (data, indices, noise) => {
    const x = imageTensor(data, indices);
    const eps = tf.tensor2d(noise, [128, 8]);
    const values = await trainStep(
      vae,
      adam,
      x,
      eps,
      (output) => loss(output, { klWeight: 1, batchSize: 128 }),
    );
    tf.dispose([x, eps]);
    return values.loss;
  };
}
