/** `deno task cures` on a few hundred images: trained, measured, told; then nothing is trained again. */
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { loadMnist } from "../../lib/data/mnist.ts";
import { idxBytes } from "../data/idx_bytes.ts";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "sys", "run"];
const small = ["--epochs", "1", "--backend", "wasm", "--seeds", "0"];

/** The first 256 of MNIST's training and test images, as a data folder. */
async function fewImages(folder: string): Promise<string> {
  await Deno.mkdir(folder);
  for (const [split, name] of [["train", "train"], ["test", "t10k"]] as const) {
    const { pixels, labels } = await loadMnist({ split, count: 256 });
    await Deno.writeFile(`${folder}/${name}-images-idx3-ubyte`, idxBytes([256, 28, 28], pixels));
    await Deno.writeFile(`${folder}/${name}-labels-idx1-ubyte`, idxBytes([256], labels!));
  }
  return folder;
}

itNeeds(
  rights,
  "deno task cures trains, measures and compares; done runs are skipped",
  async () => {
    await withFolder(async (folder) => {
      const [data, out] = [await fewImages(`${folder}/data`), `${folder}/out`];
      const methods = ["--methods", "constant,sigma-vae", "--jobs", "2"];
      const args = [...small, ...methods, "--data", data, "--out", out];
      const first = await runTask("cures", ...args);
      assertEquals(first.status, 0, first.stderr);
      assertStringIncludes(first.stderr, "2 of 2 runs to train, 2 epochs in all, 2 at a time");
      assertMatch(first.stdout, /^constant weight +1 +\d+\.\d\d +\d+\.\d\d +\d/m);
      assertStringIncludes(first.stdout, "With one seed a method has no spread");
      const rows = JSON.parse(await Deno.readTextFile(`${out}/cures.json`));
      assertEquals(rows.map(({ method, seed }: Record<string, unknown>) => [method, seed]), [
        ...[["constant", 0], ["sigma-vae", 0]],
      ]);
      const [constant, sigma] = rows;
      assertEquals([constant.variance, sigma.variance === 0.5], [0.5, false]);
      assertEquals(sigma.bound, sigma.fittedBound);
      assertEquals(constant.lossAtBetaOne, constant.reconstruction + constant.kl);

      const again = await runTask("cures", ...args);
      assertEquals(again.status, 0, again.stderr);
      assertStringIncludes(again.stderr, "0 of 2 runs to train");
      assertEquals(again.stdout, first.stdout);
    });
  },
);

itNeeds(rights, "deno task cures refuses a method that there is none of", async () => {
  const { status, stderr } = await runTask("cures", "--methods", "constant,dropout");
  assertEquals(status, 2);
  assertStringIncludes(stderr, "Allowed: constant, annealing, cyclical");
});

itNeeds(rights, "deno task cures --scan compares the settings of one method", async () => {
  await withFolder(async (folder) => {
    const [data, out] = [await fewImages(`${folder}/data`), `${folder}/out`];
    const scan = ["--scan", "low-beta", "--epochs", "1", "--backend", "wasm", "--jobs", "2"];
    const args = [...scan, "--seeds", "100", "--data", data, "--out", out];
    const { status, stdout, stderr } = await runTask("cures", ...args);
    assertEquals(status, 0, stderr);
    assertStringIncludes(stderr, "3 of 3 runs to train");
    assertMatch(stdout, /^beta 0\.25 +1 +\d+\.\d\d +/m);
    assertMatch(stdout, /times beta 0\.5$/m);
    assertMatch(stdout, /^Best means of beta 0\.5: beta [\d.]+ by the likelihood/m);
    const rows = JSON.parse(await Deno.readTextFile(`${out}/scan-low-beta.json`));
    assertEquals(rows.map(({ beta }: { beta: number }) => beta), [0.25, 0.5, 0.75]);
    const both = await runTask("cures", "--scan", "low-beta", "--methods", "constant");
    assertEquals(both.status, 2);
    assertStringIncludes(both.stderr, "--scan cannot be combined with --methods");
  });
});
