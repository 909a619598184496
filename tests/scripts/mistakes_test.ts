/** A user's mistakes: one clear line on standard error, the right exit status, no stack trace. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { Vae } from "../../lib/model/vae.ts";
import { writeSafetensors } from "../../lib/file/safetensors.ts";
import { idxBytes } from "../data/idx_bytes.ts";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "run"];
type Task = Parameters<typeof runTask>[0];

async function assertMistake(status: number, words: string, task: Task, ...args: string[]) {
  const result = await runTask(task, ...args);
  assertStringIncludes(result.stderr, words);
  assertEquals(result.status, status, result.stderr);
  assert(!/^\s+at /m.test(result.stderr), `a stack trace:\n${result.stderr}`);
  assertEquals(result.stdout, "");
}

itNeeds(rights, "a misspelt flag ends with status 2 and the nearest flag", async () => {
  await assertMistake(2, "Did you mean --epochs?", "anneal", "--epoch", "3");
  await assertMistake(2, "Did you mean --prior?", "sample", "--piror", "normal");
});

itNeeds(rights, "flags of sample that do not go together end with status 2", async () => {
  await assertMistake(
    2,
    "--compare cannot be combined with --prior",
    "sample",
    "--compare",
    "--prior",
    "normal",
  );
  await assertMistake(2, "--codes belongs to --compare", "sample", "--codes", "500");
  const missing = ["--compare", "--classifier", "no-such-file"];
  await assertMistake(1, "no classifier file no-such-file", "sample", ...missing);
});

itNeeds(rights, "--help and --version of every script end with status 0", async () => {
  for (const task of ["kl", "naive", "collapse", "anneal", "sample", "interpolate"] as const) {
    const help = await runTask(task, "--help");
    assertEquals(help.status, 0, help.stderr);
    assertStringIncludes(help.stdout, `Usage: deno task ${task}`);
    assertStringIncludes(help.stdout, "Examples:");
  }
  const version = await runTask("anneal", "--version");
  assertEquals(version.stdout.trim(), "0.1.0");
});

itNeeds(
  rights,
  "a data folder without, with broken, or with unfitting files is refused",
  async () => {
    await withFolder(async (folder) => {
      const run = (words: string) => assertMistake(1, words, "naive", "--data", folder);
      await run(`no train-images-idx3-ubyte or train-images-idx3-ubyte.gz in the folder ${folder}`);
      await Deno.writeFile(`${folder}/train-images-idx3-ubyte`, new Uint8Array([1, 2, 3, 4, 5]));
      await run("found 01 02 03 04");
      const images = idxBytes([3, 28, 28], new Uint8Array(3 * 784));
      await Deno.writeFile(`${folder}/train-images-idx3-ubyte`, images.subarray(0, 500));
      await run("train-images-idx3-ubyte: truncated");
      await Deno.writeFile(`${folder}/train-images-idx3-ubyte`, images);
      await Deno.writeFile(`${folder}/train-labels-idx1-ubyte`, idxBytes([2], new Uint8Array(2)));
      await run("3 images, but train-labels-idx1-ubyte has 2 labels");
    });
  },
);

itNeeds(
  rights,
  "more images than there are, and a place to write that is none, are refused",
  async () => {
    await assertMistake(1, "holds 60000", "naive", "--images", "60001");
    await withFolder(async (folder) => {
      await Deno.writeTextFile(`${folder}/file`, "");
      await assertMistake(
        1,
        "Choose another folder with --out",
        "naive",
        "--out",
        `${folder}/file/x`,
      );
      await assertMistake(
        1,
        "Choose another folder with --out",
        "sample",
        "--out",
        `${folder}/file`,
      );
    });
  },
);

itNeeds(
  rights,
  "a model file that is missing, broken, or of another shape is refused",
  async () => {
    await withFolder(async (folder) => {
      const file = `${folder}/model.safetensors`;
      const run = (words: string) => assertMistake(1, words, "sample", "--model", file);
      await run(`no model file ${file}`);
      await assertMistake(
        1,
        `${folder} is a folder; name a file in it`,
        "sample",
        "--model",
        folder,
      );
      await Deno.writeTextFile(file, "not a model, though long enough");
      await run('a text file that begins with "not a model, though long enough"');
      await Deno.writeFile(file, new Uint8Array([9, 0, 0, 0, 0, 0, 0, 0, 0x7b]));
      await run("not a valid safetensors file");
      await Deno.writeTextFile(file, "<!DOCTYPE html><title>model.safetensors</title>");
      await run(`${file}: a web page`);
      const classifier = ["--compare", "--classifier", file];
      await assertMistake(1, `${file}: a web page`, "sample", ...classifier);
      const state = new Vae({ latentSize: 3, random: new TorchRandom(0) }).stateDict();
      const decoder = new Vae({ latentSize: 4, random: new TorchRandom(0) }).stateDict();
      const mixed = { ...state, "decoder.net.0.weight": decoder["decoder.net.0.weight"] };
      await Deno.writeFile(file, writeSafetensors(mixed));
      await run("decoder.net.0.weight: wanted [32,3], found [32,4]");
    });
  },
);

itNeeds(
  rights,
  "a loss that turns NaN ends the run with status 1 and keeps what was written",
  async () => {
    await withFolder(async (out) => {
      const args = ["--images", "1280", "--learning-rate", "1e9", "--quiet", "--out", out];
      await assertMistake(1, "Lower the learning rate", "naive", ...args);
      const run = JSON.parse(await Deno.readTextFile(`${out}/run.json`));
      assertEquals([run.epochs, run.finishedAt], [[], undefined]);
    });
  },
);

itNeeds(rights, "--quiet prints nothing", async () => {
  await withFolder(async (out) => {
    const args = ["--images", "128", "--epochs", "1", "--quiet", "--out", out];
    assertEquals(await runTask("naive", ...args), { status: 0, stdout: "", stderr: "" });
  });
});
