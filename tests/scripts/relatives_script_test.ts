/** The scripts on images like EMNIST's letters, whose labels are beyond 9 and have names, and on some without. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { fileURLToPath } from "node:url";
import { DataSet } from "../../lib/data/data_set.ts";
import { loadMnist } from "../../lib/data/mnist.ts";
import { writeIdx } from "../../lib/data/write_idx.ts";
import { imagesOfSize } from "../any_size.ts";
import { writeImages } from "../data/write_images.ts";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "run"];
const fast = ["--backend", "wasm", "--epochs", "1"];
type Task = Parameters<typeof runTask>[0];

/** Runs tasks with their results below a folder; answers what they printed. */
const runner = (folder: string, data: string) => async (task: Task, ...args: string[]) => {
  const anew = args.includes("--resume") ? [] : ["--force"];
  const all = [...args, ...anew, "--data", data, "--out", `${folder}/out/${task}`];
  const result = await runTask(task, ...all);
  assertEquals(result.status, 0, `${task}: ${result.stderr}`);
  return result;
};

itNeeds(rights, "letters are trained on, named, counted and compared", async () => {
  await withFolder(async (folder) => {
    const images = imagesOfSize(260, { height: 8, width: 10 });
    await Deno.mkdir(`${folder}/gzip`);
    for (const split of ["train", "test"]) {
      const write = (part: string, shape: number[], values: Uint8Array) =>
        Deno.writeFile(
          `${folder}/gzip/emnist-letters-${split}-${part}-ubyte`,
          writeIdx({ shape, values }),
        );
      await write("images-idx3", [260, 8, 10], images.pixels);
      await write("labels-idx1", [260], Uint8Array.from({ length: 260 }, (_, i) => 1 + i % 26));
    }
    const mapping = Array.from({ length: 26 }, (_, i) => `${i + 1} ${65 + i} ${97 + i}\n`);
    await Deno.writeTextFile(`${folder}/gzip/emnist-letters-mapping.txt`, mapping.join(""));
    const data = `${folder}/gzip/emnist-letters`;
    const run = runner(folder, data);

    const { stderr } = await run("naive", ...fast);
    assertEquals(stderr.match(/caution: the images of \S+ were turned upright: E/g)?.length, 1);
    const model = ["--model", `${folder}/out/naive/model.safetensors`];
    const line = await run("interpolate", "--from", "0", "--to", "27", ...model);
    assertMatch(line.stdout, /^from image 0 \(Aa\) to image 27 \(Bb\) in 20 steps/);
    assertMatch((await run("predict")).stdout, /260 images before any training/);

    const { stdout: classifier } = await run("classifier", ...fast);
    assertMatch(classifier, /sure of a label .*half-and-half blends of two labels/s);
    assert(!classifier.includes("digit"), classifier);
    const own = ["--classifier", `${folder}/out/classifier/model.safetensors`];
    const compare = ["--compare", "--codes", "100", ...model];
    const { stdout } = await run("sample", ...compare, ...own);
    // 27 labels, of which 0 is not there.
    assertMatch(stdout, /\n% of all that show +uniform .*\n0 .*\nAa .*\nBb (.*\n){24}Zz .*\n/);
    assertMatch(stdout, /; 27 if all labels come equally often/);
    assertMatch(stdout, /right on \d+\.\d % .* of the test images/);
    const uncounted = await run("sample", ...compare);
    assertMatch(
      uncounted.stderr,
      /MNIST's digits only: nothing is counted\. Train one on them with/,
    );

    const digits = new URL("../../fixtures/classifier/model.safetensors", import.meta.url);
    const refused = await runTask("sample", ...compare, "--data", data, ...[
      ...["--classifier", fileURLToPath(digits), "--out", `${folder}/refused`],
    ]);
    assertEquals([refused.status, refused.stdout], [1, ""], refused.stderr);
    await Deno.stat(`${folder}/refused`).then(() => assert(false, "made"), () => {});
  });
});

itNeeds(rights, "images without labels are trained on, resumed, sampled and compared", async () => {
  await withFolder(async (folder) => {
    const { pixels, height, width } = imagesOfSize(120, { height: 8, width: 10 });
    const bare = new DataSet("bare", undefined, pixels, { height, width });
    await writeImages(`${folder}/data`, bare, [0, 120]);
    const run = runner(folder, `${folder}/data`);
    const { stderr } = await run("naive", ...fast);
    assertEquals(stderr.match(/caution: the images of \S+ have no labels: there /g)?.length, 1);
    await run("naive", "--backend", "wasm", "--epochs", "2", "--resume");
    await run("collapse", ...fast);
    const runs = ["naive", "collapse"].map((name) => `${folder}/out/${name}`);
    const compared = await runTask("compare", ...runs, "--out", `${folder}/out/compare`);
    assertEquals(compared.status, 0, compared.stderr);
    const model = ["--model", `${folder}/out/naive/model.safetensors`];
    const line = await run("interpolate", "--from", "0", "--to", "7", ...model);
    assertMatch(line.stdout, /^from image 0 to image 7 in 20 steps/);
    await run("predict");
    const sampled = await run("sample", "--compare", "--codes", "100", ...model);
    assertMatch(sampled.stderr, /nothing is counted\. They have no labels, which it would take/);
    assertMatch(sampled.stdout, /outside of q\(z\)\nuniform/);

    const refused = await runTask("classifier", "--data", `${folder}/data`, "--out", `${folder}/c`);
    assertEquals([refused.status, refused.stdout], [1, ""]);
    assertMatch(
      refused.stderr,
      /error: a classifier needs images with labels, and those of \S+ have/,
    );
    await Deno.stat(`${folder}/c`).then(() => assert(false, "written"), () => {});
  });
});

itNeeds(
  rights,
  "pixels of 0 and 1 are black and white in every task that reads images",
  async () => {
    await withFolder(async (folder) => {
      const { pixels, labels } = await loadMnist({ count: 120 });
      const binary = (white: number) =>
        new DataSet("binary", labels, pixels.map((value) => value > 127 ? white : 0));
      const losses: string[] = [];
      for (const white of [1, 255]) {
        await writeImages(`${folder}/${white}`, binary(white), [0, 120]);
        const { stderr } = await runner(folder, `${folder}/${white}`)("naive", ...fast);
        const told = stderr.match(/caution: the images of \S+ that have only the pixel values 0 /g);
        assertEquals(told?.length, white === 1 ? 1 : undefined, stderr);
        const { epochs: [{ loss }] } = JSON.parse(
          await Deno.readTextFile(`${folder}/out/naive/run.json`),
        );
        losses.push(loss);
      }
      assertEquals(losses[0], losses[1]);
    });
  },
);
