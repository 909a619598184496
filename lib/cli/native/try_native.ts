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
import { type TrialSteps, trialSteps } from "../trial_steps.ts";

/** What the steps gave. */
export interface Trial extends TrialSteps {
  /** The losses on wasm. */
  readonly expected: readonly number[];
  /** Whether TensorFlow sees a GPU. */
  readonly gpu: boolean;
}

if (import.meta.main) {
  await useBackend("wasm", { threads: 1 });
  const { losses: expected } = await trialSteps({ steps: 2 });
  // Not useBackend("tensorflow"): that takes only what was tried and found good.
  await startTensorflow(new URL(Deno.args[0]));
  const { losses, milliseconds } = await trialSteps({ steps: 9 });
  const { isUsingGpuDevice: gpu } = tf.backend() as unknown as { isUsingGpuDevice: boolean };
  const trial: Trial = { losses, expected, milliseconds, gpu };
  console.log(JSON.stringify(trial));
}
