/** `deno task sweep` on a few hundred images: resumed, spread, and with a run that fails. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import { eventually } from "../eventually.ts";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, spawnTask, withFolder } from "./run_task.ts";
import { asInstalled } from "../as_installed.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "sys", "run"];
const small = ["--images", "256", "--epochs", "1", "--backend", "wasm", "--threads", "1"];
const constant = ["--schedule", "constant"];
const model = (folder: string) => Deno.readFile(`${folder}/model.safetensors`);
const runs = async (out: string) =>
  JSON.parse(await Deno.readTextFile(`${out}/runs.json`)) as Record<string, unknown>[];

itNeeds(rights, "deno task sweep trains each run in its folder, and then none again", async () => {
  await withFolder(async (out) => {
    const args = ["--beta", "0.5,2,8", ...constant, ...small, "--out", out];
    const first = await runTask("sweep", ...args, "--jobs", "2");
    assertEquals(first.status, 0, first.stderr);
    assertStringIncludes(first.stderr, "3 runs to train, 3 epochs in all, 2 at a time");
    assertMatch(
      first.stderr,
      /^\[1\/3\] .*: loss \d+\.\d{3}, KL .* active, \d+ s; about .* left$/m,
    );
    assertMatch(first.stdout, /^beta-2_latent-8_constant_leaky +1 +1 /m);
    const files = await Array.fromAsync(Deno.readDir(out));
    const names = files.map(({ name }) => name.replace(/-[\da-f]{64}/, ""));
    assertEquals(names.sort(), [
      ".vae-lab-outputs.json",
      ...[0.5, 2, 8].map((beta) => `beta-${beta}_latent-8_constant_leaky_seed-0`),
      "eigenvalues.json", // of the images' SHA-256
      ...["phase-latent-8.png", "rate-distortion-latent-8.png", "runs.csv", "runs.json"],
    ]);
    assertEquals((await runs(out)).map(({ beta, images }) => [beta, images]), [
      ...[[0.5, 256], [2, 256], [8, 256]],
    ]);

    // One of them is broken now: it alone is done again, with the same result.
    const folder = `${out}/beta-2_latent-8_constant_leaky_seed-0`;
    const before = await model(folder);
    const record = await Deno.readTextFile(`${folder}/run.json`);
    await Deno.writeTextFile(`${folder}/run.json`, record.slice(0, 300));
    await Deno.writeTextFile(`${folder}/checkpoint.safetensors`, "half a checkp");
    await Deno.remove(`${folder}/model.safetensors`);
    const again = await runTask("sweep", ...args);
    assertEquals(again.status, 0, again.stderr);
    assertStringIncludes(again.stderr, "1 run to train, 1 epoch in all, ");
    assertStringIncludes(again.stderr, "2 runs done already");
    assertEquals(await model(folder), before);

    const none = await runTask("sweep", ...args);
    assertEquals(none.status, 0, none.stderr);
    assertStringIncludes(none.stderr, "all 3 runs are done");
    assertEquals((await runTask("sweep", ...args, "--list")).stdout, "");
    const other = await runTask("sweep", ...args, "--learning-rate", "0.01");
    assertEquals(other.status, 1);
    assertStringIncludes(other.stderr, "its --learning-rate was 0.001, here it is 0.01");
  });
});

itNeeds(rights, "a run that fails does not stop the others, and is told at the end", async () => {
  await withFolder(async (out) => {
    const args = ["--beta", "1e39,1", ...constant, ...small, "--images", "1024", "--out", out];
    const { status, stderr } = await runTask("sweep", ...args);
    assertEquals(status, 1);
    assertStringIncludes(stderr, "error: 1 of 2 runs failed; the same command tries them again:\n");
    assertMatch(
      stderr,
      /\n {2}beta-1e\+39_latent-8_constant_leaky_seed-0: the loss is Infinity .*diverged/,
    );
    assertEquals((await runs(out)).map(({ beta }) => beta), [1]);
  });
});

itNeeds(
  rights,
  "a sweep that is interrupted stops its trainings, and goes on to the same models",
  async () => {
    if (Deno.build.os === "windows") return; // has no SIGINT to send
    await withFolder(async (out) => {
      const args = (folder: string, seeds: string) => [
        ...["--seed", seeds, ...constant, ...small, "--images", "1280", "--epochs", "12"],
        ...["--jobs", "2", "--out", `${out}/${folder}`],
      ];
      const straight = await runTask("sweep", ...args("straight", "1"));
      assertEquals(straight.status, 0, straight.stderr);
      const folders = [0, 1].map((seed) => `beta-1_latent-8_constant_leaky_seed-${seed}`);

      for (
        const [signal, what, status] of [
          ["SIGINT", "interrupted", 130],
          ["SIGTERM", "ended by SIGTERM", 143],
          ["SIGHUP", "ended by SIGHUP", 129],
        ] as const
      ) {
        const began = Date.now();
        const child = spawnTask("sweep", args("cut", "0-1"));
        const output = child.output();
        await eventually(() => {
          for (const name of folders) {
            const { mtime } = Deno.statSync(`${out}/cut/${name}/checkpoint.safetensors`);
            if (mtime!.getTime() < began) throw new Error("no epoch trained yet");
          }
        });
        child.kill(signal);
        const { code, stderr } = await output;
        const words = asInstalled(new TextDecoder().decode(stderr));
        assertEquals(code, status, words);
        const again = `deno task sweep ${args("cut", "0-1").join(" ")}`;
        assertStringIncludes(
          words,
          `\n${what} with 0 of 2 runs done; those under way keep what they have trained. ` +
            `Resume with: ${again}\n`,
        );
      }
      const epochs = folders.map((name) =>
        JSON.parse(Deno.readTextFileSync(`${out}/cut/${name}/run.json`)).epochs.length
      );
      assert(epochs.some((count) => count < 12), `nothing was cut short: ${epochs}`);

      const rest = await runTask("sweep", ...args("cut", "0-1"));
      assertEquals(rest.status, 0, rest.stderr);
      const [, name] = folders;
      assertEquals(await model(`${out}/cut/${name}`), await model(`${out}/straight/${name}`));
    });
  },
);

const parallel = await hasParallel();
const listed =
  "the lines of --list train the sweep through GNU parallel, and --collect merges them";
if (!parallel) {
  it.skip(`${listed} (skipped: no GNU parallel here)`, () => {});
} else {
  itNeeds(rights, listed, async () => {
    await withFolder(async (out) => {
      const args = ["--beta", "0.5,8", ...constant, ...small];
      const list = await runTask("sweep", ...args, "--out", `${out}/it's here`, "--list");
      assertEquals(list.status, 0, list.stderr);
      const lines = list.stdout.trimEnd().split("\n");
      assertEquals(lines.length, 2);
      // Two machines: each gets one of the lines, and leaves its run in a folder of its own.
      for (const [i, line] of lines.entries()) {
        const text = line.replaceAll("s here", `s machine ${i}`);
        const { code, stderr } = await pipe(text, "parallel", [
          "--jobs",
          "2",
          "--halt",
          "soon,fail=1",
        ]);
        assertEquals(code, 0, stderr);
      }
      const folders = [0, 1].map((i) => `${out}/it's machine ${i}`);
      const { status, stderr } = await runTask("sweep", "--collect", ...folders, "--out", out);
      assertEquals(status, 0, stderr);
      assertEquals((await runs(out)).map(({ beta }) => beta), [0.5, 8]);
    });
  });
}

async function hasParallel(): Promise<boolean> {
  if (Deno.permissions.querySync({ name: "run" }).state !== "granted") return false;
  try {
    const { stdout } = await new Deno.Command("parallel", { args: ["--version"] }).output();
    return new TextDecoder().decode(stdout).startsWith("GNU parallel");
  } catch {
    return false;
  }
}

/** Runs a program in the repository, with a text for its standard input. */
async function pipe(text: string, program: string, args: string[]) {
  const cwd = new URL("../../", import.meta.url);
  const env = { PATH: `${Deno.execPath().replace(/[^/]+$/, "")}:${Deno.env.get("PATH")}` };
  const child = new Deno.Command(program, {
    ...{ args, cwd, env, stdin: "piped", stdout: "null", stderr: "piped" },
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text + "\n"));
  await writer.close();
  const { code, stderr } = await child.output();
  return { code, stderr: new TextDecoder().decode(stderr) };
}
