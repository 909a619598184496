/**
 * Training is killed (SIGKILL) at drawn moments, also while it writes, and gone on with: it leaves to the
 * bit what it would have left. Five times; twenty in `deno task fuzz`, which draws other moments each time.
 */
import { assert, assertEquals } from "@std/assert";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { itNeeds, type Right } from "../needs.ts";
import { runNumbers } from "../scripts/run_numbers.ts";
import { runTask, spawnTask, withFolder } from "../scripts/run_task.ts";
import { runs } from "./fuzz.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "sys", "run"];
const RUN = ["--images", "480", "--batch-size", "16", "--learning-rate", "0.01", "--epochs", "3"];
const ARGS = [...RUN, "--backend", "wasm", "--threads", "1", "--quiet"];

/** Starts training, and waits until it writes: what it then does to a file, call by call. */
async function start(out: string) {
  await Deno.mkdir(out);
  const watcher = Deno.watchFs(out);
  const events = watcher[Symbol.asyncIterator]();
  const process = spawnTask("collapse", [...ARGS, "--out", out]);
  const output = process.output().finally(() => watcher.close());
  /** Resolves when a file of such a name changes, or the process is over. */
  async function touches(name: RegExp): Promise<void> {
    while (true) {
      const { done, value } = await events.next();
      if (done || value.paths.some((path) => name.test(path))) return;
    }
  }
  await touches(/run\.json/);
  return { process, output, touches };
}

itNeeds(rights, "training killed at any moment goes on to the bit", async () => {
  const { numRuns: kills, seed = Date.now() % 2 ** 32 } = runs(5, 20);
  const random = new TorchRandom(seed);
  await withFolder(async (folder) => {
    const began = await start(`${folder}/whole`);
    const from = performance.now();
    assertEquals((await began.output).code, 0);
    const duration = performance.now() - from;
    const whole = await runNumbers(`${folder}/whole`);
    assert("reconstructions-plateau.png" in whole, "no plateau to remember");

    let halves = 0; // files that were being written
    // Whether a kill meets a file that is being written is chance: on a busy machine it may come too late.
    for (let kill = 1; kill <= kills || (halves === 0 && kill <= 10 * kills); kill++) {
      const out = `${folder}/${kill}`;
      const { process, output, touches } = await start(out);
      const writing = kill % 2 === 0;
      const moment = random.uniform(1)[0] * duration;
      if (writing) {
        for (let epoch = random.integer(3); epoch > 0; epoch--) {
          await touches(/checkpoint\.safetensors$/); // it was renamed
        }
        await touches(/checkpoint\.safetensors\.\w+\.tmp$/);
      } else await new Promise((done) => setTimeout(done, moment));
      try {
        process.kill("SIGKILL");
      } catch { /* it was over */ }
      await output;
      const left = (await Array.fromAsync(Deno.readDir(out))).map(({ name }) => name);
      if (left.some((name) => name.endsWith(".tmp"))) halves++;
      const where = `seed ${seed}, kill ${kill}, ${writing ? "writing" : `${moment} ms`}: ${left}`;
      const { status, stderr } = await runTask("collapse", ...ARGS, "--resume", "--out", out);
      assertEquals(status, 0, `${where}\n${stderr}`);
      assertEquals(await runNumbers(out), whole, where);
    }
    assert(halves > 0, `no kill met a file half written: seed ${seed}`);
  });
});
