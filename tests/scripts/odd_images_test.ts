/**
 * Images that a task cannot use, or that are not what it takes them for: told before anything runs, in a
 * line.
 */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { DataSet } from "../../lib/data/data_set.ts";
import { loadMnist } from "../../lib/data/mnist.ts";
import { readRunRecord } from "../../lib/run/read_run_record.ts";
import { writeImages } from "../data/write_images.ts";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "sys", "run"];
const wasm = ["--backend", "wasm"];
const shipped = ["--model", "fixtures/anneal-seed-0/model.safetensors", ...wasm];
const compare = ["sample", "--compare", "--codes", "100", ...shipped] as const;
type Task = Parameters<typeof runTask>[0];
type Line = readonly [Task, ...string[]];

/** The first of MNIST's training images, changed, as a folder of training and test images. */
async function folderOf(
  folder: string,
  count: number,
  change: (data: DataSet) => Partial<Pick<DataSet, "labels" | "pixels">> = () => ({}),
): Promise<string> {
  const data = await loadMnist({ count });
  const { labels, pixels } = { ...data, ...change(data) };
  await writeImages(`${folder}/data`, new DataSet("changed", labels, pixels), [0, count]);
  return `${folder}/data`;
}

/** Status 1, these words, no stack trace, no result, and nothing written. */
async function assertRefused([task, ...args]: Line, folder: string, words: string | RegExp) {
  const data = `${folder}/data`;
  const result = await runTask(task, ...args, "--data", data, "--out", `${folder}/out`);
  assertEquals([result.status, result.stdout], [1, ""], result.stderr);
  assertMatch(result.stderr, new RegExp(words), task);
  assert(!/^\s+at /m.test(result.stderr), `a stack trace:\n${result.stderr}`);
  assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["data"], task);
}

itNeeds(rights, "too few images are refused before anything runs", async () => {
  await withFolder(async (folder) => {
    await folderOf(folder, 1);
    await assertRefused(
      [...compare],
      folder,
      "sample with --compare takes 2 training images or more",
    );
    await assertRefused(
      ["prior", "--model", "fixtures/anneal-seed-0/model.safetensors", ...wasm],
      folder,
      "error: prior takes 2 training images or more",
    );
    await assertRefused(["cures"], folder, "cures takes 2 test images or more");
    await assertRefused(["blame"], folder, "blame takes 2 training images or more");
    await assertRefused(["blame", "--stages"], folder, "blame takes 2 training images or more");
    await assertRefused(["classifier", ...wasm], folder, "two different labels; .* 1 test image");
    for (const task of ["predict", "hysteresis"] as const) {
      await assertRefused([task], folder, "only one training image in .*variance between images");
    }
  });
});

itNeeds(rights, "images that are all the same are refused where a variance is wanted", async () => {
  await withFolder(async (folder) => {
    const { pixels } = await loadMnist({ count: 1 });
    const same = Uint8Array.from({ length: 30 * 784 }, (_, i) => pixels[i % 784]);
    await folderOf(folder, 30, () => ({ pixels: same, labels: new Uint8Array(30) }));
    for (const task of ["predict", "hysteresis"] as const) {
      await assertRefused([task], folder, "all 30 training images of .* are the same");
    }
    await assertRefused(["classifier"], folder, "there are 30 test images, all labelled 0");
  });
});

itNeeds(rights, "a run on one image says so, and compares with no other one's code", async () => {
  await withFolder(async (folder) => {
    const data = await folderOf(folder, 1);
    const args = ["--epochs", "1", ...wasm, "--data", data, "--out", `${folder}/out`];
    const { status, stdout, stderr } = await runTask("collapse", ...args);
    assertEquals(status, 0, stderr);
    assertStringIncludes(stderr, "caution: there is only one training image");
    assertStringIncludes(stdout, "from each image's own code");
    assert(!stdout.includes("from the code of another image"), stdout);
    const { verdict } = await readRunRecord(`${folder}/out`);
    assertEquals(verdict?.state, "collapsed");
    assertEquals(verdict?.shuffledReconstruction, undefined);
  });
});

itNeeds(rights, "letters are not counted as digits, nor by a classifier of digits", async () => {
  await withFolder(async (folder) => {
    const data = await folderOf(folder, 40, ({ labels, pixels }) => ({
      labels: labels!.map((_, i) => 1 + i % 26),
      pixels: pixels.map((value) => 255 - value),
    }));
    const digits = ["--classifier", "fixtures/classifier/model.safetensors"];
    const [task, ...args] = compare;
    const out = ["--data", data, "--out", `${folder}/out`];
    const refused = await runTask(task, ...args, ...digits, ...out);
    assertEquals([refused.status, refused.stdout], [1, ""]);
    assertMatch(
      refused.stderr,
      /has labels up to 26, .* labelled 0 to 9\. Train a classifier on images with all labels\.\n$/,
    );
    const { status, stdout, stderr } = await runTask(task, ...args, ...out);
    assertEquals(status, 0, stderr);
    assertMatch(stderr, /ships knows MNIST's digits only: nothing is counted\. Train one on them/);
    assert(!/recognised|digit|right/.test(stdout), stdout);
    assertMatch(stdout, /outside of q\(z\)/);
  });
});

itNeeds(rights, "pixels of 0 to 16 bring a caution in every task that reads images", async () => {
  await withFolder(async (folder) => {
    const data = await folderOf(
      folder,
      120,
      ({ pixels }) => ({ pixels: pixels.map((value) => Math.round(value / 255 * 16)) }),
    );
    const training = ["--epochs", "1", ...wasm];
    const lines: Line[] = [
      ["train", ...training],
      ["naive", ...training],
      ["classifier", ...training],
      ["cures", ...training, "--seeds", "0", "--methods", "constant"],
      ["sweep", ...training, "--beta", "1"],
      ["blame", ...shipped, "--refined", "2"],
      ["predict"],
      ["interpolate", ...shipped],
      compare,
    ];
    for (const [n, [task, ...args]] of lines.entries()) {
      const result = await runTask(task, ...args, "--data", data, "--out", `${folder}/${n}`);
      assertEquals(result.status, 0, `${task}: ${result.stderr}`);
      assertStringIncludes(
        result.stderr,
        `caution: the largest pixel value in the training images of ${data} is 16, where white is 255`,
        task,
      );
    }
  });
});

itNeeds(rights, "the shipped classifier's counts of other images bring a caution", async () => {
  await withFolder(async (folder) => {
    const data = await folderOf(folder, 100);
    const run = async (...args: string[]) => {
      const [task, ...rest] = compare;
      const out = ["--out", `${folder}/out`];
      const { status, stderr } = await runTask(task, ...rest, "--data", data, ...args, ...out);
      assertEquals(status, 0, stderr);
      return stderr.includes("caution");
    };
    assertEquals(await run(), false, "MNIST's own images in a folder");
    await folderOf(folder, 100, ({ pixels }) => ({ pixels: pixels.map((value) => 255 - value) }));
    assertEquals(await run(), true, "other images");
    const own = ["--classifier", "fixtures/classifier/model.safetensors"];
    assertEquals(await run(...own), false, "a judge of the user's own");
  });
});
