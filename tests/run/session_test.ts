import { assert, assertEquals } from "@std/assert";
import { tf } from "../../lib/deps/tfjs.ts";
import { collapse } from "../../lib/experiment/collapse.ts";
import { watchCollapse } from "../../lib/experiment/watch_collapse.ts";
import { Session } from "../../lib/run/session.ts";
import { itNeeds } from "../needs.ts";

itNeeds(
  ["read", "write"],
  "a run's tensors are as many after each epoch as after the first, checkpoints and pictures included",
  async () => {
    const out = await Deno.makeTempDir();
    const options = { epochs: 6, images: 128, backend: "wasm", threads: 1, out } as const;
    const session = await Session.start(collapse, options);
    const watch = watchCollapse(session);
    const counts: number[][] = [];
    for await (const event of session.events()) {
      await watch.observe(event);
      const { numTensors, numDataBuffers, numBytes } = tf.memory();
      // A batch later the checkpoint of the epoch before has been written.
      if (event.kind === "batch" && event.batch === 0) {
        counts.push([numTensors, numDataBuffers, numBytes]);
      }
    }
    assertEquals(counts.length, 6);
    for (const count of counts) assertEquals(count, counts[0]);
    assert(await session.folder.has("checkpoint.safetensors"));
    const before = tf.memory().numTensors;
    const parameters = Object.keys(session.vae.parameters()).length;
    session[Symbol.dispose]();
    assertEquals(tf.memory().numTensors, before - parameters);
    session[Symbol.dispose](); // a second time frees nothing more
    assertEquals(tf.memory().numTensors, before - parameters);
    await tf.setBackend("cpu");
    await Deno.remove(out, { recursive: true });
  },
);
