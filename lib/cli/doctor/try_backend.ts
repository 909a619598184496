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
import { pixelsOf } from "../../math/image_shape.ts";
import { TorchRandom } from "../../math/torch_random.ts";
import { loss } from "../../model/loss.ts";
import { Vae } from "../../model/vae.ts";
import { adamState } from "../../train/adam.ts";
import { trainStep } from "../../train/train_step.ts";
import type { BackendName, BackendTrial } from "./machine.ts";
import { report } from "./report.ts";

const BATCH = 128;
/** At least two steps, and as many more as fit. */
const STEPS = { max: 40, milliseconds: 900 };

async function steps(): Promise<Pick<BackendTrial, "milliseconds" | "loss">> {
  const random = new TorchRandom(0);
  const vae = new Vae({ random });
  const pixels = pixelsOf(vae.image);
  const adam = adamState(vae.parameters());
  const x = tf.tensor2d(random.uniform(BATCH * pixels), [BATCH, pixels]);
  const eps = tf.tensor2d(random.normal(BATCH * 8), [BATCH, 8]);
  const times: number[] = [];
  let second = NaN;
  const started = performance.now();
  while (times.length < 2 || times.length < STEPS.max && elapsed(started) < STEPS.milliseconds) {
    const before = performance.now();
    const values = await trainStep(
      vae,
      adam,
      x,
      eps,
      (output) => loss(output, { klWeight: 1, batchSize: BATCH }),
    );
    times.push(elapsed(before));
    if (times.length === 2) second = values.loss;
  }
  const warm = times.slice(1).sort((a, b) => a - b); // the first compiles
  return { milliseconds: warm[warm.length >> 1], loss: second };
}

function elapsed(since: number): number {
  return performance.now() - since;
}

function threadsOf(backend: BackendName): number | undefined {
  if (backend === "tensorflow") return Number(Deno.env.get("TF_NUM_INTRAOP_THREADS")) || undefined;
  return engineProducts()?.threads;
}

if (import.meta.main) {
  await report(async (): Promise<BackendTrial> => {
    const backend = await useBackend(Deno.args[0] as Backend) as BackendName;
    const measured = await steps();
    const { isUsingGpuDevice: gpu } = tf.backend() as unknown as { isUsingGpuDevice?: boolean };
    return { backend, ...measured, threads: threadsOf(backend), gpu };
  });
}
