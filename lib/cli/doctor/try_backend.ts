/**
 * Trains the lab's model for some steps on a backend. A program of its own, since a process has a native
 * library once, and one that does not fit can take its process with it:
 *
 *     deno run --allow-read --allow-env --allow-ffi lib/cli/doctor/try_backend.ts NAME
 */
import type { Backend } from "../../backend/backends.ts";
import { engineProducts } from "../../backend/start_engine.ts";
import { useBackend } from "../../backend/use_backend.ts";
import { tf } from "../../deps/tfjs.ts";
import { trialSteps } from "../trial_steps.ts";
import type { BackendName, BackendTrial } from "./machine.ts";
import { report } from "./report.ts";

/** At least two steps, and as many more as fit. */
const LENGTH = { steps: 40, milliseconds: 900 };

function threadsOf(backend: BackendName): number | undefined {
  if (backend === "tensorflow") return Number(Deno.env.get("TF_NUM_INTRAOP_THREADS")) || undefined;
  return engineProducts()?.threads;
}

if (import.meta.main) {
  await report(async (): Promise<BackendTrial> => {
    const backend = await useBackend(Deno.args[0] as Backend) as BackendName;
    const { losses: [, loss], milliseconds } = await trialSteps(LENGTH);
    const { isUsingGpuDevice: gpu } = tf.backend() as unknown as { isUsingGpuDevice?: boolean };
    return { backend, loss, milliseconds, threads: threadsOf(backend), gpu };
  });
}
