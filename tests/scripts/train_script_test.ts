/** `deno task train` on 512 images. */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "run"];
const small = ["--images", "512", "--epochs", "1", "--backend", "wasm"];

itNeeds(rights, "deno task train without a flag of its own is deno task anneal", async () => {
  await withFolder(async (out) => {
    for (const task of ["train", "anneal"] as const) {
      const { status, stderr } = await runTask(task, ...small, "--out", `${out}/${task}`);
      assertEquals(status, 0, stderr);
    }
    const read = (task: string) => Deno.readFile(`${out}/${task}/model.safetensors`);
    assertEquals(await read("train"), await read("anneal"));
  });
});

itNeeds(rights, "deno task train notes its options, and sample decodes what it left", async () => {
  await withFolder(async (out) => {
    const flags = ["--architecture", "linear", "--decoder", "sigma", "--schedule", "constant"];
    const { status, stderr } = await runTask("train", ...small, ...flags, "--out", out);
    assertEquals(status, 0, stderr);
    const { task, options, epochs } = JSON.parse(await Deno.readTextFile(`${out}/run.json`));
    const { architecture, head, likelihood, decoder, schedule, freeBits, warmUp } = options;
    assertEquals(
      [task, architecture, head, likelihood, decoder, schedule, freeBits, warmUp],
      ["train", "linear", "linear", "gaussian", "sigma", "constant", 0, undefined],
    );
    const [{ reconstruction, klWeight }] = epochs;
    // The epoch's weight is its last batch's, 2 squared errors per pixel; its error is the mean one.
    assert(klWeight > 0.5 * 2 * reconstruction / 784 && klWeight < 2 * reconstruction / 784);
    const model = ["--model", `${out}/model.safetensors`, "--backend", "wasm", "--out", out];
    assertEquals((await runTask("sample", ...model)).status, 0);
    assertAlmostEquals(epochs[0].test.klWeight, klWeight, 1e-12);
  });
});
