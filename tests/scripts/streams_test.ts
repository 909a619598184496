/** Standard output and error that are full, closed, or read no further. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { fileURLToPath } from "node:url";
import config from "../../deno.json" with { type: "json" };
import { RunFolder } from "../../lib/run/run_folder.ts";
import { itNeeds, type Right } from "../needs.ts";
import { withFolder } from "./run_task.ts";
import { asInstalled } from "../as_installed.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "sys", "run"];
const root = fileURLToPath(new URL("../../", import.meta.url));
const small = "--images 300 --epochs 30 --backend wasm --threads 1";

/** Runs a task, redirected as a shell takes it, and answers its status, not that of the pipe's end. */
async function sh(task: keyof typeof config.tasks, args: string, redirection: string) {
  const command = config.tasks[task].command.replace("deno", Deno.execPath());
  const script = `{ ${command} ${args}; echo $? >&3; } ${redirection}`;
  const status = await Deno.makeTempFile();
  const { stdout, stderr } = await new Deno.Command("/bin/sh", {
    args: ["-c", `exec 3>"$0"; ${script}`, status],
    cwd: root,
    env: { NO_COLOR: "1" },
  }).output();
  const code = Number(await Deno.readTextFile(status));
  await Deno.remove(status);
  const text = (bytes: Uint8Array) => asInstalled(new TextDecoder().decode(bytes));
  return { status: code, stdout: text(stdout), stderr: text(stderr) };
}

/** A test of a POSIX shell's redirections; /dev/full is Linux'. */
function itRedirects(name: string, fn: () => Promise<void>): void {
  itNeeds(rights, name, async () => {
    if (Deno.build.os === "linux") await fn();
  });
}

const FULL = /^error: cannot write to standard output: No space left on device \(os error 28\)/;

itRedirects(
  "a full disk under standard output is named, and training keeps a checkpoint",
  async () => {
    await withFolder(async (out) => {
      const { status, stderr } = await sh("naive", `${small} --out ${out}`, ">/dev/full");
      assertEquals(status, 1, stderr);
      const last = stderr.trimEnd().split("\n").at(-1)!;
      assertMatch(last, FULL);
      assertMatch(
        last,
        /; stopped in epoch 1, after \d+ of 3 batches\. Resume with: deno task naive /,
      );
      assert(await new RunFolder(out).readCheckpoint());
    });
  },
);

for (const args of ["--help", "--version", "--draws 2"]) {
  itRedirects(`a full disk under standard output is named by kl ${args}`, async () => {
    await withFolder(async (out) => {
      const { status, stderr } = await sh("kl", `${args} --out ${out}`, ">/dev/full");
      assertEquals(status, 1);
      assertMatch(stderr, FULL);
      assertEquals(stderr.trimEnd().split("\n").length, 1, stderr);
    });
  });
}

itRedirects("a pipe that is read no further ends a script without a word", async () => {
  await withFolder(async (out) => {
    const { status, stdout, stderr } = await sh("kl", `--draws 2 --out ${out}`, "| head -1");
    assertEquals({ status, stderr }, { status: 141, stderr: "" });
    assertEquals(stdout.split("\n").length, 2);
  });
});

itRedirects("a pipe that is read no further stops a training with a checkpoint", async () => {
  await withFolder(async (out) => {
    const { status, stderr } = await sh("naive", `${small} --out ${out}`, "| head -1");
    assertEquals(status, 141, stderr);
    assertMatch(stderr, /standard output was closed; stopped (in|after) epoch .* Resume with: /);
    assert(!/^\s+at /m.test(stderr), stderr);
    assert(await new RunFolder(out).readCheckpoint());
  });
});

for (const redirection of ["2>/dev/full", "2>&-", ">&-", "2>&1 >/dev/null | head -1"]) {
  itRedirects(`training goes on with ${redirection}`, async () => {
    await withFolder(async (out) => {
      const args = "--images 128 --epochs 1 --backend wasm --threads 1";
      const { status } = await sh("naive", `${args} --out ${out}`, redirection);
      assertEquals(status, 0);
      const record = JSON.parse(await Deno.readTextFile(`${out}/run.json`));
      assert(record.finishedAt);
    });
  });
}
