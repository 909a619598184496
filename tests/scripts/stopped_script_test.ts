/** Scripts that are told to end, at any moment: the right status, a true sentence, nothing lost. */
import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { Stop } from "../../lib/cli/stop.ts";
import type { Terminal } from "../../lib/cli/terminal.ts";
import { startRun } from "../../lib/cli/train_run.ts";
import { collapse } from "../../lib/experiment/collapse.ts";
import { defaultsOf } from "../../lib/run/option.ts";
import { RunFolder } from "../../lib/run/run_folder.ts";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, spawnTask, withFolder } from "./run_task.ts";
import { asInstalled } from "../as_installed.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "sys", "run"];
const small = ["--images", "1280", "--backend", "wasm", "--threads", "1"];

/** Starts a task, sends it a signal when it has printed such words, and waits for its end. */
async function stop(
  signal: Deno.Signal,
  after: string,
  task: Parameters<typeof spawnTask>[0],
  ...args: string[]
) {
  const child = spawnTask(task, args);
  const stderr = new Response(child.stderr).text();
  let stdout = "";
  for await (const piece of child.stdout.pipeThrough(new TextDecoderStream())) {
    const before = stdout.includes(after);
    stdout += piece;
    if (!before && stdout.includes(after)) child.kill(signal);
  }
  return { status: (await child.status).code, stdout, stderr: asInstalled(await stderr) };
}

/** A test that sends signals: Windows has none to send. */
function itSends(name: string, fn: () => Promise<void>): void {
  itNeeds(rights, name, async () => {
    if (Deno.build.os !== "windows") await fn();
  });
}

for (
  const [signal, status, what] of [
    ["SIGTERM", 143, "ended by SIGTERM"],
    ["SIGHUP", 129, "ended by SIGHUP"],
  ] as const
) {
  itSends(`${signal} leaves a checkpoint within the epoch, and status ${status}`, async () => {
    await withFolder(async (out) => {
      // Long enough an epoch for the signal to come within it.
      const args = [...small.with(1, "25600"), "--epochs", "9", "--out", out];
      const ended = await stop(signal, "(    0 /   200)", "naive", ...args);
      assertEquals(ended.status, status, ended.stderr);
      const resume = `deno task naive ${args.join(" ")} --resume\n`;
      assertMatch(ended.stderr, new RegExp(`${what} in epoch 1, after \\d+ of 200 batches\\.`));
      assertStringIncludes(ended.stderr, `Resume with: ${resume}`);
      assertEquals((await new RunFolder(out).readCheckpoint())!.state.epoch, 1);
    });
  });
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  itSends(`${signal} after the last batch ends a finished run, and says so`, async () => {
    await withFolder(async (out) => {
      const args = [...small, "--epochs", "1", "--out", out];
      const { status, stdout, stderr } = await stop(signal, "EPOCH:", "naive", ...args);
      assertEquals(status, 0, stderr);
      const by = signal === "SIGINT" ? "Ctrl-C" : signal;
      assert(
        stderr.endsWith(`${by} came when the work was nearly done: it was finished.\n`),
        stderr,
      );
      assertStringIncludes(stdout, "mean image"); // of the verdict
      assert(JSON.parse(await Deno.readTextFile(`${out}/run.json`)).finishedAt);
      assert((await Deno.stat(`${out}/curves.png`)).isFile);
      assertEquals((await runTask("naive", ...args)).status, 0); // nothing is left to resume
    });
  });
}

itSends("a classifier that is stopped says that nothing of it is kept", async () => {
  await withFolder(async (out) => {
    const args = [...small, "--epochs", "99", "--out", out];
    const { status, stderr } = await stop("SIGINT", "epoch 1 of 99", "classifier", ...args);
    assertEquals(status, 130, stderr);
    assertMatch(stderr, /interrupted after \d+ of 99 epochs\. Nothing was written: /);
    assertStringIncludes(stderr, `Start again with: deno task classifier ${args.join(" ")}\n`);
    assertEquals(await Array.fromAsync(Deno.readDir(out)), []);
  });
});

itNeeds(
  ["read", "write"],
  "a training that is stopped while it prepares has written nothing",
  async () => {
    await withFolder(async (folder) => {
      const silent: Terminal = {
        ...{ say() {}, note() {}, caution() {} },
        ...{ interactive: false, bar: false },
      };
      const out = `${folder}/run`;
      const options = { ...defaultsOf(collapse.options), images: 128, out };
      const stopped = new AbortController();
      const start = startRun(collapse, { ...options, backend: "cpu" }, silent, stopped.signal);
      stopped.abort(new Stop("ended by SIGTERM", 143));
      const error = await assertRejects(
        () => start,
        Stop,
        "ended by SIGTERM before the first batch. Start again",
      );
      assertEquals(error.status, 143);
      await new Promise((done) => setTimeout(done, 1500)); // what was under way comes to an end
    });
  },
);
