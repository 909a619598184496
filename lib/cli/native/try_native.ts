/**
 * Trains the lab's model for a few steps on TensorFlow's native library, and on wasm to compare with.
 * A program of its own, since a library that does not fit can take its process with it:
 *
 *     deno run --allow-read --allow-env --allow-ffi lib/cli/native/try_native.ts FOLDER
 *
 * Prints a {@linkcode Trial} as JSON.
 */
import { startTensorflow } from "../../backend/start_tensorflow.ts";
import { useBackend } from "../../backend/use_backend.ts";
import { tf } from "../../deps/tfjs.ts";
import { pixelsOf } from "../../math/image_shape.ts";
import { TorchRandom } from "../../math/torch_random.ts";
import { loss } from "../../model/loss.ts";
import { Vae } from "../../model/vae.ts";
import { adamState, disposeAdam } from "../../train/adam.ts";
import { trainStep } from "../../train/train_step.ts";

/** What the steps gave. */
export interface Trial {
  /** Of the first two steps: the second is what the first one's gradients and Adam made of it. */
  readonly losses: readonly number[];
  /** The same on wasm. */
  readonly expected: readonly number[];
  /** Of a step, the median. */
  readonly milliseconds: number;
  /** Whether TensorFlow sees a GPU. */
  readonly gpu: boolean;
}

const BATCH = 128;

async function train(steps: number): Promise<{ losses: number[]; milliseconds: number }> {
  const random = new TorchRandom(0);
  const vae = new Vae({ random });
  const pixels = pixelsOf(vae.image);
  const adam = adamState(vae.parameters());
  const x = tf.tensor2d(random.uniform(BATCH * pixels), [BATCH, pixels]);
  const eps = tf.tensor2d(random.normal(BATCH * 8), [BATCH, 8]);
  const losses: number[] = [];
  const times: number[] = [];
  for (let i = 0; i < steps; i++) {
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
  return { losses: losses.slice(0, 2), milliseconds: times.sort((a, b) => a - b)[steps >> 1] };
}

if (import.meta.main) {
  await useBackend("wasm", { threads: 1 });
  const { losses: expected } = await train(2);
  // Not useBackend("tensorflow"): that takes only what was tried and found good.
  await startTensorflow(new URL(Deno.args[0]));
  const { losses, milliseconds } = await train(9);
  const { isUsingGpuDevice: gpu } = tf.backend() as unknown as { isUsingGpuDevice: boolean };
  const trial: Trial = { losses, expected, milliseconds, gpu };
  console.log(JSON.stringify(trial));
}
