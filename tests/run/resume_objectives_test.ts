/** Runs of the objectives that draw more, or keep a state of their own, are resumed bit for bit from their files. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { trainTask } from "../../lib/experiment/train_task.ts";
import type { TrainTaskOptions } from "../../lib/experiment/train_options.ts";
import { checkpointFromBytes } from "../../lib/run/checkpoint.ts";
import { Session } from "../../lib/run/session.ts";
import { RunStopped } from "../../lib/run/training_run.ts";
import { itNeeds } from "../needs.ts";

const common: Partial<TrainTaskOptions> = {
  ...{ images: 384, epochs: 2, batchSize: 128, latentSize: 4, schedule: "constant" },
  ...{ backend: "wasm", threads: 1, seed: 3 },
};

/** Trains, and stops after this many batches, if it is to. */
async function train(options: Partial<TrainTaskOptions>, stopAfter = Infinity) {
  using session = await Session.start(trainTask, options);
  const stop = new AbortController();
  for await (const event of session.events(stop.signal)) {
    if (event.kind === "batch" && --stopAfter <= 0) stop.abort();
  }
  const parameters = session.vae.stateDict();
  const epochs = session.epochs.map((epoch) => ({ ...epoch, seconds: undefined }));
  return { parameters, epochs, batches: [...session.batches] };
}

for (
  const [title, own] of [
    ["importance weighting", { objective: "iwae", samples: 3 }],
    ["InfoVAE", { objective: "infovae" }],
    ["aggressive inference", { inference: "aggressive", innerBlock: 2, innerLimit: 6 }],
    ["a falling weight", { schedule: "falling", fall: 1.5 }],
  ] as const
) {
  itNeeds(["read", "write"], `a run with ${title} is resumed bit for bit`, async () => {
    const out = await Deno.makeTempDir();
    const whole = await train({ ...common, ...own, out: `${out}/whole` });
    const options = { ...common, ...own, out: `${out}/half` };
    await assertRejects(() => train(options, 2), RunStopped);
    const file = `${out}/half/checkpoint.safetensors`;
    const { state } = await checkpointFromBytes(await Deno.readFile(file), file);
    assertEquals(state.aggressive !== undefined, title === "aggressive inference");
    if (state.aggressive) assert(state.aggressive.encoderSteps >= 2 * 4);
    const rest = await train({ ...options, resume: true });
    assertEquals(rest, whole);
    if (title === "aggressive inference") {
      const { information, encoderSteps } = whole.epochs[0];
      assert(information! > 0 && encoderSteps! >= 3 * 4);
      const record = JSON.parse(await Deno.readTextFile(`${out}/half/run.json`));
      assertEquals(record.epochs[0].information, information);
    }
    await Deno.remove(out, { recursive: true });
  });
}
