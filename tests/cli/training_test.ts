import { assert, assertEquals } from "@std/assert";
import { trainingFlags } from "../../lib/cli/lab_flags.ts";
import type { Terminal } from "../../lib/cli/terminal.ts";
import type { TrainingPlan } from "../../lib/cli/prepare_training.ts";
import { Training } from "../../lib/cli/training.ts";
import { watchCollapse } from "../../lib/cli/watch_collapse.ts";
import { tf } from "../../lib/deps/tfjs.ts";
import { constantObjective } from "../../lib/train/objective.ts";
import { itNeeds } from "../needs.ts";

const silent: Terminal = { say() {}, note() {}, interactive: false, bar: false };

itNeeds(
  ["read", "write"],
  "a run's tensors are as many after each epoch as after the first, checkpoints and pictures included",
  async () => {
    const out = await Deno.makeTempDir();
    const defaults = Object.entries(trainingFlags("collapse", 6, "batch-size"))
      .map(([name, flag]) => [name, flag.default]);
    const options = {
      ...Object.fromEntries(defaults),
      images: 128,
      backend: "wasm",
      threads: 1,
      out,
    };
    const plan: TrainingPlan = {
      ...{ task: "collapse", options, divisor: "batch-size" },
      complete: (recorded) => recorded,
      objective: (divisor) => constantObjective(1, divisor),
    };
    const run = await Training.start(plan, silent);
    const watch = watchCollapse(run);
    const counts: number[][] = [];
    for await (const event of run.events()) {
      await watch.observe(event);
      const { numTensors, numDataBuffers, numBytes } = tf.memory();
      // A batch later the checkpoint of the epoch before has been written.
      if (event.kind === "batch" && event.batch === 0) {
        counts.push([numTensors, numDataBuffers, numBytes]);
      }
    }
    assertEquals(counts.length, 6);
    for (const count of counts) assertEquals(count, counts[0]);
    assert(await run.folder.has("checkpoint.safetensors"));
    run.folder[Symbol.dispose]();
    run.vae.dispose();
    await tf.setBackend("cpu");
    await Deno.remove(out, { recursive: true });
  },
);
