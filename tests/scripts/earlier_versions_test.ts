/** Runs and sweeps that version 0.1.0 left, in fixtures/run-0.1.0, are resumed by this one. */
import { assertAlmostEquals, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { RunRecord } from "../../lib/run/run_record.ts";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "run"];
const FIXTURE = new URL("../../fixtures/run-0.1.0/", import.meta.url);
/** What the runs were given then. */
const MODEL = ["--architecture", "linear", "--latent-size", "2", "--images", "300"];
const ARGS = [...MODEL, "--schedule", "constant", "--beta", "2", "--backend", "wasm"];

const read = async (file: string | URL): Promise<RunRecord> =>
  JSON.parse(await Deno.readTextFile(file));

async function copy(from: URL, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isFile } of Deno.readDir(from)) {
    if (isFile) await Deno.copyFile(new URL(name, from), `${to}/${name}`);
    else await copy(new URL(`${name}/`, from), `${to}/${name}`);
  }
}

for (const name of ["finished", "interrupted"]) {
  itNeeds(rights, `the ${name} run of version 0.1.0 is resumed to the same numbers`, async () => {
    const wanted = await read(new URL("four-epochs.json", FIXTURE));
    await withFolder(async (folder) => {
      const out = `${folder}/run`;
      await copy(new URL(`${name}/`, FIXTURE), out);
      const args = [...ARGS, "--threads", "1", "--epochs", "4", "--resume", "--out", out];
      const { status, stderr } = await runTask("train", ...args);
      assertEquals(status, 0, stderr);
      assertStringIncludes(stderr, "resuming after epoch 2");
      const found = await read(`${out}/run.json`);
      // The last batch of 44 images was divided by 128 then: the run keeps that.
      assertEquals(found.options.divisor, "batch-size");
      assertEquals(found.startedAt, (await read(new URL(`${name}/run.json`, FIXTURE))).startedAt);
      assertEquals(found.epochs.length, 4);
      for (const [i, { loss, kl }] of found.epochs.entries()) {
        assertAlmostEquals(loss, wanted.epochs[i].loss, 1e-4 * loss);
        assertAlmostEquals(kl, wanted.epochs[i].kl, 1e-3 * kl);
      }
      const lines = (await Deno.readTextFile(`${out}/metrics.jsonl`)).trimEnd().split("\n");
      assertEquals(lines.length, 12);
    });
  });
}

itNeeds(rights, "a sweep of version 0.1.0 is done, and goes into one table", async () => {
  await withFolder(async (folder) => {
    const out = `${folder}/sweep`;
    await copy(new URL("sweep/", FIXTURE), out);
    const args = [...ARGS, "--seed", "0,1", "--epochs", "2", "--out", out];
    const { status, stdout, stderr } = await runTask("sweep", ...args);
    assertEquals(status, 0, stderr);
    assertStringIncludes(stderr, "all 2 runs are done");
    assertMatch(
      stdout,
      /^beta-2_latent-2_constant_linear_architecture-linear +2 +2 +382\.258 ± 28\.147/m,
    );
    assertMatch(await Deno.readTextFile(`${out}/runs.csv`), /,batch-size,/);
  });
});
