/** `deno task transition` as a user runs it, on small inputs. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "run"];

itNeeds(rights, "deno task transition follows the linear VAE by gradient flow", async () => {
  await withFolder(async (out) => {
    const small = ["--images", "300", "--sizes", "100", "--sets", "2", "--units", "1"];
    const fast = ["--latent-size", "2", "--latent-sizes", "3", "--seeds", "0"];
    const ratios = ["--ratios", "0.9,0.95,1.1", "--out", out];
    const { status, stdout, stderr } = await runTask("transition", ...small, ...fast, ...ratios);
    assertEquals(status, 0, stderr);
    assertStringIncludes(stdout, "Unit 1, eigenvalue");
    assertMatch(stdout, /300 +1 +2 +1 +1 +\S+ to \S+ +1\.000\d/); // slope 1
    assert((await Deno.stat(`${out}/transition.png`)).isFile);
    const { branches } = JSON.parse(await Deno.readTextFile(`${out}/flow.json`));
    assertEquals(branches.length, 4);
  });
});

itNeeds(rights, "deno task transition --train goes on where it was left", async () => {
  await withFolder(async (out) => {
    const args = ["--train", "linear-vae", "--seeds", "0", "--images", "200", "--latent-size", "2"];
    const more = ["--epochs", "1", "--fine-epochs", "3", "--backend", "wasm", "--out", out];
    const first = await runTask("transition", ...args, ...more);
    assertEquals(first.status, 0, first.stderr);
    assertStringIncludes(first.stdout, "linear VAE, 2 latent units, 200 images");
    assertStringIncludes(first.stderr, "13 of 13");
    const { branches: [{ model, points }] } = JSON.parse(
      await Deno.readTextFile(`${out}/trained.json`),
    );
    assertEquals([model, points.length], ["linear-vae", 13]);
    const again = await runTask("transition", ...args, ...more);
    assertEquals(again.stdout, first.stdout);
    assert(!again.stderr.includes("1 of 13"), "nothing is trained again");
  });
});

itNeeds(rights, "deno task transition --hysteresis compares runs over their seeds", async () => {
  await withFolder(async (out) => {
    const small = ["--images", "256", "--backend", "wasm", "--epochs", "4"];
    for (const seed of ["0", "1"]) {
      await runTask("hysteresis", ...small, "--seed", seed, "--out", `${out}/${seed}`);
    }
    const folders = [`${out}/0`, `${out}/1`];
    const { status, stdout, stderr } = await runTask(
      "transition",
      ...["--hysteresis", ...folders, "--out", `${out}/seeds`],
    );
    assertEquals(status, 0, stderr);
    assertStringIncludes(stdout, "2 seeds there and back");
    assert((await Deno.stat(`${out}/seeds/hysteresis-seeds.png`)).isFile);
    const one = await runTask("transition", "--hysteresis", folders[0], "--out", `${out}/one`);
    assertEquals(one.status, 1);
    assertStringIncludes(one.stderr, "two runs or more");
  });
});

itNeeds(rights, "deno task transition refuses flags that do not go together", async () => {
  const { status, stderr } = await runTask("transition", "--fine-epochs", "2");
  assertEquals(status, 2);
  assertStringIncludes(stderr, "--fine-epochs belongs to training");
});
