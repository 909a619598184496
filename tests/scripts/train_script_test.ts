/** `deno task train` on 512 images. */
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { readSafetensors } from "../../lib/file/safetensors.ts";
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

itNeeds(
  rights,
  "where exp(logVar) overflows, train says so; --clamp-log-var trains on, and belongs to the run",
  async () => {
    await withFolder(async (folder) => {
      const args = ["--images", "300", "--backend", "wasm", "--threads", "1", "--head", "linear"];
      const run = (out: string, ...more: string[]) =>
        runTask("train", ...args, "--learning-rate", "0.3", ...more, "--out", `${folder}/${out}`);
      const diverged = await run("free", "--epochs", "2");
      assertEquals(diverged.status, 1);
      assertMatch(
        diverged.stderr,
        /^error: .*training diverged\. The KL term overflowed: a logVar reached \d+, and float32 holds no sum of exp/m,
      );
      assertStringIncludes(
        diverged.stderr,
        "start with a lower --learning-rate or --beta, or with --clamp-log-var 10, and --force",
      );
      const clamp = ["--clamp-log-var", "10"];
      const whole = await run("whole", "--epochs", "2", ...clamp);
      assertEquals(whole.status, 0, whole.stderr);
      assertEquals((await run("parts", "--epochs", "1", ...clamp)).status, 0);
      const other = await run("parts", "--epochs", "2", "--resume");
      assertStringIncludes(other.stderr, "its --clamp-log-var was 10, here it is not given");
      const resumed = await run("parts", "--epochs", "2", ...clamp, "--resume");
      assertEquals(resumed.status, 0, resumed.stderr);
      const model = (out: string) => Deno.readFile(`${folder}/${out}/model.safetensors`);
      assertEquals(await model("parts"), await model("whole"));
      assertEquals(readSafetensors(await model("whole")).metadata.clampLogVar, "10");
      const { options } = JSON.parse(await Deno.readTextFile(`${folder}/whole/run.json`));
      assertEquals(options.clampLogVar, 10);
    });
  },
);
