/** Runs that are left and gone on with: --resume, --force, Ctrl-C. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { itNeeds, type Right } from "../needs.ts";
import { runNumbers } from "./run_numbers.ts";
import { runTask, spawnTask, withFolder } from "./run_task.ts";
import { asInstalled } from "../as_installed.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "sys", "run"];
const small = ["--images", "512", "--backend", "wasm"];

/** Runs a task, and answers what it said to standard error; a stack trace is none. */
async function run(status: number, ...args: string[]): Promise<string> {
  const result = await runTask("collapse", ...args);
  assertEquals(result.status, status, result.stderr);
  assert(!/^\s+at /m.test(result.stderr), `a stack trace:\n${result.stderr}`);
  return result.stderr;
}

itNeeds(rights, "--resume goes on with a finished run, as if it had been longer", async () => {
  await withFolder(async (folder) => {
    const [whole, parts] = [`${folder}/whole`, `${folder}/parts`];
    await run(0, ...small, "--epochs", "3", "--out", whole);
    await run(0, ...small, "--epochs", "1", "--out", parts);
    const refused = await run(1, ...small, "--epochs", "3", "--out", parts);
    assertMatch(refused, /its --epochs was 1, here it is 3\. .*--out, continue it with --resume/);
    const resumed = await run(0, ...small, "--epochs", "3", "--resume", "--out", parts);
    assertStringIncludes(resumed, "resuming after epoch 1");
    assertEquals(await runNumbers(parts), await runNumbers(whole));
    await Deno.remove(`${parts}/model.safetensors`); // as a kill at the wrong moment would
    await run(0, ...small, "--epochs", "3", "--resume", "--out", parts); // nothing left to train
    assertEquals(await runNumbers(parts), await runNumbers(whole));
    assertMatch(
      await run(1, ...small, "--epochs", "2", "--resume", "--out", parts),
      /is in epoch 3 already: --epochs 2 is too few/,
    );
    assertMatch(
      await run(1, ...small, "--epochs", "3", "--seed", "1", "--resume", "--out", parts),
      /its --seed was 0, here it is 1\. --resume continues a run with the same options/,
    );
    assertMatch(
      await run(
        1,
        "--images",
        "512",
        "--backend",
        "cpu",
        "--resume",
        "--out",
        parts,
        "--epochs",
        "3",
      ),
      /was computed on wasm: on cpu it would not be the same/,
    );
  });
});

itNeeds(
  rights,
  "Ctrl-C leaves a run that --resume goes on with, and nothing overwrites",
  async () => {
    if (Deno.build.os === "windows") return; // has no SIGINT to send
    await withFolder(async (folder) => {
      const [whole, parts] = [`${folder}/whole`, `${folder}/with a space`];
      const more = ["--images", "12800", "--backend", "wasm", "--epochs", "2"];
      const child = spawnTask("collapse", [...more, "--quiet", "--out", parts]);
      while (!await Deno.stat(`${parts}/run.json`).catch(() => false)) await delay(10);
      await delay(200);
      child.kill("SIGINT");
      const { code, stderr } = await child.output();
      const told = asInstalled(new TextDecoder().decode(stderr));
      assertEquals(code, 130, told);
      assertMatch(
        told,
        /^interrupted in epoch \d, after \d+ of 100 batches\. Resume with: deno task/,
      );
      const command = [...more, "--quiet", "--out", `'${parts}'`, "--resume"].join(" ");
      assertStringIncludes(told, `deno task collapse ${command}\n`);
      assertEquals(JSON.parse(await Deno.readTextFile(`${parts}/run.json`)).finishedAt, undefined);

      const refused = await run(1, ...more, "--out", parts);
      assertMatch(
        refused,
        /holds an unfinished run, \d of 2 epochs done\. .*--resume.*--force.*--out/,
      );
      assertMatch(await run(0, ...more, "--resume", "--out", parts), /resuming in epoch/);
      await run(0, ...more, "--out", whole);
      assertEquals(await runNumbers(parts), await runNumbers(whole));
    });
  },
);

itNeeds(rights, "--resume starts afresh where there is no checkpoint, and says so", async () => {
  await withFolder(async (out) => {
    const args = [...small, "--epochs", "1", "--out", out];
    assertStringIncludes(
      await run(0, ...args, "--resume"),
      `no checkpoint in ${out}: starting from the beginning`,
    );
    const before = await runNumbers(out);
    // Left in its first epoch: only run.json is there, without an end.
    const { finishedAt: _, ...record } = JSON.parse(await Deno.readTextFile(`${out}/run.json`));
    await Deno.remove(`${out}/checkpoint.safetensors`);
    await Deno.writeTextFile(`${out}/run.json`, JSON.stringify({ ...record, epochs: [] }));
    assertMatch(await run(1, ...args), /holds an unfinished run, 0 of 1 epochs done/);
    assertStringIncludes(await run(0, ...args, "--resume"), "starting from the beginning");
    assertEquals(await runNumbers(out), before);
    // Without run.json too: a checkpoint alone is an unfinished run.
    await Deno.remove(`${out}/run.json`);
    assertMatch(await run(1, ...args), /holds an unfinished run\. /);
    await run(0, ...args, "--force");
    assertEquals(await runNumbers(out), before);
  });
});

itNeeds(
  rights,
  "a seed that only a bigint holds is recorded and resumed without a loss",
  async () => {
    await withFolder(async (folder) => {
      const [whole, parts] = [`${folder}/whole`, `${folder}/parts`];
      const more = [
        "--images",
        "21",
        "--batch-size",
        "4",
        "--latent-size",
        "3",
        "--backend",
        "wasm",
      ];
      const seed = "--seed=18446744073709551615";
      await run(0, ...more, seed, "--epochs", "2", "--out", whole);
      await run(0, ...more, seed, "--epochs", "1", "--out", parts);
      await run(0, ...more, seed, "--epochs", "2", "--resume", "--out", parts);
      assertEquals(await runNumbers(parts), await runNumbers(whole));
      const record = JSON.parse(await Deno.readTextFile(`${parts}/run.json`));
      const digits = "18446744073709551615";
      assertEquals([record.seed, record.options.seed], [digits, digits]);
      assertMatch(
        await run(1, ...more, "--seed=-1", "--epochs", "3", "--resume", "--out", parts),
        /its --seed was 18446744073709551615, here it is -1\./,
      );
    });
  },
);

const delay = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));
