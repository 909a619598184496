/** What a terminal is sent: nothing that it has to be reset from, and plain lines where it is dumb. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { withFolder } from "../scripts/run_task.ts";
import { CTRL_C, inTerminal, itNeedsTerminal } from "./in_terminal.ts";

const run = (
  task: string,
  ...args: string[]
) => [Deno.execPath(), "task", "--quiet", task, ...args];
const small = ["--images", "300", "--epochs", "2", "--backend", "wasm", "--threads", "1"];
const blocks = /[█░]/;

for (
  const [env, bar] of [
    [{ TERM: "xterm" }, true],
    [{ TERM: "xterm", NO_COLOR: "1" }, true],
    [{ TERM: "dumb" }, false],
  ] as const
) {
  const what = bar ? "a progress bar without escape sequences" : "plain lines";
  itNeedsTerminal(`a training draws ${what} for ${JSON.stringify(env)}`, async () => {
    await withFolder(async (out) => {
      const { status, output } = await inTerminal(run("naive", ...small, "--out", out), [], env);
      assertEquals(status, 0, output);
      assert(!output.includes("\x1b"), JSON.stringify(output));
      assertEquals(blocks.test(output), bar, output);
      if (!bar) assert(!/\r(?!\n)/.test(output), JSON.stringify(output));
    });
  });
}

itNeedsTerminal("a sweep draws its bar without escape sequences", async () => {
  await withFolder(async (out) => {
    const { status, output } = await inTerminal(
      run("sweep", "--seed", "0", ...small, "--out", out),
      [],
    );
    assertEquals(status, 0, output);
    assert(!output.includes("\x1b"), JSON.stringify(output));
    assertMatch(output, blocks);
  });
});

/** A command that has drawn a bar, and then takes its time. */
const lib = (file: string) => JSON.stringify(new URL(`../../lib/${file}`, import.meta.url).href);
const program = `
  import { runCommand } from ${lib("cli/command.ts")};
  import { runOptions } from ${lib("run/run_options.ts")};
  import { Progress } from ${lib("cli/progress.ts")};
  const command = {
    name: "anneal", description: "", flags: runOptions("anneal", 15), examples: [], interruptible: true,
    async run(options, terminal, signal) {
      const progress = new Progress(terminal, 1);
      progress.batch({ epoch: 1, batch: 0, batches: 9, loss: 0, reconstruction: 0, kl: 0, klWeight: 0 });
      await new Promise((done) => setTimeout(done, 60_000));
    },
  };
  Deno.exit(await runCommand(command, []));`;

for (
  const [what, end, status] of [
    ["a second Ctrl-C", [{ wait: 0.6, keys: CTRL_C }], 130],
    ["SIGKILL", [{ wait: 0.1, signal: "SIGKILL" }], -9],
  ] as const
) {
  itNeedsTerminal(`${what} leaves the terminal as it was`, async () => {
    const { output, ...ended } = await inTerminal(
      [Deno.execPath(), "eval", "--no-check", program],
      [{ after: "batches", keys: CTRL_C }, ...end],
    );
    assertEquals(ended.status, status, output);
    assert(!output.includes("\x1b"), JSON.stringify(output));
    if (status < 0) return;
    assertMatch(
      output,
      /\n *interrupted a second time, and ended at once\. What came after the last checkpoint is lost\. Resume with: deno task anneal --resume\r\n$/,
    );
  });
}

itNeedsTerminal("a command that is long in stopping says how to end it at once", async () => {
  const { status, output } = await inTerminal(
    [Deno.execPath(), "eval", "--no-check", program],
    [{ after: "batches", keys: CTRL_C }, { after: "a second Ctrl-C ends it", keys: CTRL_C }],
  );
  assertEquals(status, 130, output);
});
