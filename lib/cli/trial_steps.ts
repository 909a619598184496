import { tf } from "../deps/tfjs.ts";
import { pixelsOf } from "../math/image_shape.ts";
import { TorchRandom } from "../math/torch_random.ts";
import { loss } from "../model/loss.ts";
import { Vae } from "../model/vae.ts";
import { adamState, disposeAdam } from "../train/adam.ts";
import { trainStep } from "../train/train_step.ts";

/** What some steps gave. */
export interface TrialSteps {
  /** Of the first two steps: the second is what the first one's gradients and Adam made of it. */
  readonly losses: readonly number[];
  /** Of a step, the median, without the first. */
  readonly milliseconds: number;
}

const BATCH = 128;

/** When enough steps were tried: there are two in any case. */
export interface TrialLength {
  readonly steps: number;
  /** No step begins after that. */
  readonly milliseconds?: number;
}

/** Trains the lab's model for some steps on the backend in use. */
export async function trialSteps(
  { steps, milliseconds = Infinity }: TrialLength,
): Promise<TrialSteps> {
  const random = new TorchRandom(0);
  const vae = new Vae({ random });
  const pixels = pixelsOf(vae.image);
  const adam = adamState(vae.parameters());
  const x = tf.tensor2d(random.uniform(BATCH * pixels), [BATCH, pixels]);
  const eps = tf.tensor2d(random.normal(BATCH * 8), [BATCH, 8]);
  const losses: number[] = [];
  const times: number[] = [];
  const begun = performance.now();
  while (times.length < 2 || times.length < steps && performance.now() - begun < milliseconds) {
    const started = performance.now();
    const values = await trainStep(
      vae,
      adam,
      x,
      eps,
      (output) => loss(output, { klWeight: 1, batchSize: BATCH }),
    );
    times.push(performance.now() - started);
    losses.push(values.loss);
  }
  disposeAdam(adam);
  vae.dispose();
  tf.dispose([x, eps]);
  const warm = times.slice(1).sort((a, b) => a - b); // the first compiles
  return { losses: losses.slice(0, 2), milliseconds: warm[warm.length >> 1] };
}

/** Whether the losses are those of another backend, to float32's rounding. */
export function sameLosses(losses: readonly number[], expected: readonly number[]): boolean {
  return losses.every((loss, i) => Math.abs(loss / expected[i] - 1) < 1e-4);
}
