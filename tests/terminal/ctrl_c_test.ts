/** Ctrl-C in a terminal, which sends it to every process there: one press is one, however it arrives. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { it } from "@std/testing/bdd";
import { RunFolder } from "../../lib/run/run_folder.ts";
import { withFolder } from "../scripts/run_task.ts";
import { CTRL_C, inTerminal, itNeedsTerminal } from "./in_terminal.ts";

const small = ["--images", "300", "--epochs", "400", "--backend", "wasm", "--threads", "1"];
const sh = Deno.build.os === "windows" ? "" : "/bin/sh";

/** Both ways to call a task; npx dies of the signal itself, which a shell calls 130 too. */
const WAYS = [
  { name: "deno task", argv: [Deno.execPath()], status: 130, tries: 3 },
  { name: "npx deno task", argv: ["npx", "-y", `deno@${Deno.version.deno}`], status: -2, tries: 2 },
];

/** The command line in `... with: COMMAND`. */
function commandIn(output: string): string {
  const [, command] = /with: (.*?)\r?\n/.exec(output) ?? [];
  assert(command, output);
  return command;
}

for (const { name, argv, status, tries } of WAYS) {
  const title = `one Ctrl-C under ${name} leaves a checkpoint, and a command that resumes`;
  if (argv[0] === "npx" && !await starts(argv)) {
    it.skip(`${title} (skipped: ${argv.join(" ")} does not start here)`, () => {});
    continue;
  }
  itNeedsTerminal(title, async () => {
    await withFolder(async (folder) => {
      for (let i = 0; i < tries; i++) {
        const out = `${folder}/it's ${i}`;
        const press = { after: "EPOCH:\\s+1\\s", wait: 0.05 + 0.11 * i, keys: CTRL_C };
        const command = [...argv, "task", "--quiet", "anneal", ...small, "--out", out];
        const ended = await inTerminal(command, [press]);
        assertEquals(ended.status, status, ended.output);
        assertMatch(ended.output, /interrupted (in|after) epoch \d+.* Resume with: /);
        const left = (await new RunFolder(out).readCheckpoint())!;
        if (i > 0) continue;
        const resume = [sh, "-c", commandIn(ended.output)];
        const resumed = await inTerminal(resume, [{ ...press, after: "EPOCH:[\\s\\S]*EPOCH:" }]);
        assert([130, -2].includes(resumed.status), resumed.output); // a shell may die of it too
        const next = (await new RunFolder(out).readCheckpoint())!;
        assert(next.state.adam.step > left.state.adam.step, resumed.output);
      }
    });
  });
}

itNeedsTerminal(
  "one Ctrl-C stops a sweep, and each of its trainings with a checkpoint",
  async () => {
    await withFolder(async (folder) => {
      for (let i = 0; i < 2; i++) {
        const out = `${folder}/${i}`;
        const names = [0, 1].map((seed) => `beta-1_latent-8_linear_leaky_seed-${seed}`);
        const args = ["--seed", "0-1", "--jobs", "2", ...small, "--out", out];
        const press = {
          file: `${out}/${names[1]}/checkpoint.safetensors`,
          wait: 0.3 + 0.11 * i,
          keys: CTRL_C,
        };
        const { status, output } = await inTerminal(
          [Deno.execPath(), "task", "--quiet", "sweep", ...args],
          [press],
        );
        assertEquals(status, 130, output);
        assertMatch(output, /interrupted with 0 of 2 runs done; .* Resume with: deno task sweep /);
        for (const name of names) {
          assert(await new RunFolder(`${out}/${name}`).readCheckpoint(), output);
        }
      }
    });
  },
);

itNeedsTerminal("a closed terminal leaves a checkpoint", async () => {
  await withFolder(async (out) => {
    const { status, output } = await inTerminal(
      [Deno.execPath(), "task", "--quiet", "anneal", ...small, "--out", out],
      [{ after: "EPOCH:\\s+1\\s", wait: 0.2, close: true }],
    );
    assertEquals(status, 129, output);
    const { state, record } = (await new RunFolder(out).readCheckpoint())!;
    assert(state.batch > 0 || record.epochs.length < 400);
  });
});

/** Whether a Deno can be started so, without waiting for a network. */
async function starts(argv: readonly string[]): Promise<boolean> {
  if (Deno.permissions.querySync({ name: "run" }).state !== "granted") return true; // skipped anyway
  try {
    const [program, ...args] = [...argv, "--version"];
    const signal = AbortSignal.timeout(20_000);
    return (await new Deno.Command(program, { args, signal, stdin: "null" }).output()).success;
  } catch {
    return false;
  }
}
