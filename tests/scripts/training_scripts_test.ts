/** Each training script runs on 512 images: its lines, its run folder, its figures. */
import { flagName } from "../../lib/cli/flags.ts";
import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { loadMnist } from "../../lib/data/mnist.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { modelFromBytes } from "../../lib/run/model_file.ts";
import { evaluate } from "../../lib/measure/evaluate.ts";
import { comparePicture } from "../compare_picture.ts";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "run"];
const small = ["--images", "512", "--epochs", "1", "--backend", "wasm"];

async function files(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
}

/** Compares a script's figures with the stored ones. */
async function compareFigures(folder: string, run: string, names: string[]) {
  for (const name of names) {
    const picture = await Deno.readFile(`${folder}/${name}.png`);
    await comparePicture(picture, `fixtures/figures/${run}-${name}.png`);
  }
}

itNeeds(rights, "deno task naive leaves a whole run folder", async () => {
  await withFolder(async (out) => {
    const { status, stdout, stderr } = await runTask("naive", ...small, "--out", out);
    assertEquals(status, 0, stderr);
    const lines = stdout.split("\n");
    assertMatch(
      lines[0],
      /^TRAINING BATCH:\t\( {4}0 \/ {5}4\)\tREC LOSS:\t182\.\d{3}\tKL LOSS:\t0\.000$/,
    );
    assertMatch(lines[1], /^EPOCH:\t {4}1\tTRAIN LOSS:\t\d+\.\d{3}$/);
    assertMatch(stdout, /Effective beta: 0\.00128/);
    assertMatch(stdout, /this run has another --epochs, --images/);
    assertEquals(await files(out), [
      "checkpoint.safetensors",
      "curves.png",
      "metrics.jsonl",
      "model.safetensors",
      "reconstructions.png",
      "run.json",
    ]);

    const run = JSON.parse(await Deno.readTextFile(`${out}/run.json`));
    assertEquals([run.task, run.seed, run.backend], ["naive", 0, "wasm"]);
    const { sha256, ...images } = run.data;
    assertEquals(images, { name: "mnist", images: 512 });
    assertEquals(sha256, await (await loadMnist({ count: 512 })).sha256());
    assertEquals([run.options.epochs, run.options.images, run.options.beta], [1, 512, 1]);
    assert(new Date(run.startedAt) <= new Date(run.finishedAt));
    assert(run.seconds > 0 && Object.keys(run.versions).includes("deno"));
    const [epoch] = run.epochs;
    assertEquals(epoch.klPerUnit.length, 8);
    assertAlmostEquals(epoch.loss, epoch.reconstruction + epoch.kl / 784, 1e-4);
    assertAlmostEquals(epoch.test.loss, epoch.test.reconstruction + epoch.test.kl / 784, 1e-4);
    // On the 10,000 test images, whatever --images says: the same model tested here.
    await useBackend("wasm");
    const model = modelFromBytes(await Deno.readFile(`${out}/model.safetensors`), "model");
    const data = await loadMnist({ split: "test" });
    const options = { klWeight: 1 / 784, random: new TorchRandom(0) };
    assertAlmostEquals((await evaluate(model, data, options)).loss, epoch.test.loss, 1e-3);

    const batches = (await Deno.readTextFile(`${out}/metrics.jsonl`)).trim().split("\n")
      .map((line) => JSON.parse(line));
    assertEquals(batches.map(({ epoch, batch }) => [epoch, batch]), [[1, 0], [1, 1], [1, 2], [
      1,
      3,
    ]]);
    assertAlmostEquals(batches.reduce((sum, b) => sum + b.loss, 0) / 4, epoch.loss, 1e-4);

    await compareFigures(out, "naive-512", ["reconstructions", "curves"]);
  });
});

itNeeds(rights, "deno task collapse shows the timeline and the stages", async () => {
  await withFolder(async (out) => {
    const { status, stdout, stderr } = await runTask(
      "collapse",
      ...["--images", "3200", "--batch-size", "32", "--beta", "8", "--backend", "wasm"],
      ...["--out", out],
    );
    assertEquals(status, 0, stderr);
    assertMatch(stdout, /On the plateau of epoch 1, at batch \d+, the KL is lowest: 0\.\d+ nats/);
    assertMatch(stdout, /The collapse is total/);
    assertEquals(await files(out), [
      "checkpoint.safetensors",
      "curves.png",
      "metrics.jsonl",
      "model.safetensors",
      "reconstructions-epoch-1.png",
      "reconstructions-plateau.png",
      "reconstructions.png",
      "run.json",
      "stages.png",
      "timeline.png",
    ]);
    const run = JSON.parse(await Deno.readTextFile(`${out}/run.json`));
    assertEquals(run.epochs.map(({ klWeight }: { klWeight: number }) => klWeight), [8, 8]);
    await compareFigures(out, "collapse-3200", [
      ...["timeline", "stages", "curves", "reconstructions"],
      ...["reconstructions-plateau", "reconstructions-epoch-1"],
    ]);
  });
});

itNeeds(rights, "deno task anneal raises the weight, and tells it", async () => {
  await withFolder(async (out) => {
    const { status, stdout, stderr } = await runTask(
      "anneal",
      ...["--images", "512", "--epochs", "3", "--warm-up", "2", "--annealing", "2", "--beta", "4"],
      ...["--backend", "wasm"],
      ...["--out", out],
    );
    assertEquals(status, 0, stderr);
    const weights = [...stdout.matchAll(/KL WEIGHT:\t(\S+)/g)].map(([, weight]) => weight);
    assertEquals(weights, ["0.00", "0.00", "2.00"]);
    await compareFigures(out, "anneal-512", ["reconstructions", "curves"]);
  });
});

itNeeds(rights, "the scripts' defaults are the lab's", async () => {
  const defaults = { batchSize: 128, latentSize: 8, learningRate: 0.001, beta: 1 };
  const own = {
    naive: { epochs: 2 },
    collapse: { epochs: 2 },
    anneal: { epochs: 15, warmUp: 0, annealing: 5 },
  };
  for (const [task, more] of Object.entries(own) as [keyof typeof own, object][]) {
    const { stdout } = await runTask(task, "--help");
    const options = stdout.split(/\n {2}(?=--)/).map((text) => text.replaceAll(/\s+/g, " "));
    for (const [name, value] of Object.entries({ ...defaults, ...more })) {
      const option = options.find((text) => text.startsWith(`${flagName(name)} `));
      assertMatch(`${option} `, new RegExp(`\\(default: ${value}\\) `), task);
    }
  }
});

itNeeds(rights, "a run of other options is not replaced, unless --force is given", async () => {
  await withFolder(async (out) => {
    const run = (...args: string[]) => runTask("naive", ...small, "--out", out, ...args);
    assertEquals((await run()).status, 0);
    const before = await Deno.readTextFile(`${out}/run.json`);
    const refused = await run("--seed", "1");
    assertEquals(refused.status, 1);
    assertMatch(refused.stderr, /its --seed was 0, here it is 1\. .*--out.*--force/);
    assertEquals(await Deno.readTextFile(`${out}/run.json`), before);
    assertEquals((await run()).status, 0);
    assertEquals((await run("--seed", "1", "--force")).status, 0);
  });
});

itNeeds(rights, "two runs from one seed leave the same model, another seed another", async () => {
  await withFolder(async (out) => {
    const model = async (seed: string) => {
      await runTask(
        "naive",
        ...small,
        "--latent-size",
        "2",
        "--seed",
        seed,
        "--force",
        "--out",
        out,
      );
      return await Deno.readFile(`${out}/model.safetensors`);
    };
    const [a, b, other] = [await model("3"), await model("3"), await model("4")];
    assertEquals(a, b);
    assert(a.some((byte, i) => byte !== other[i]));
    assertEquals(modelFromBytes(a, "a").latentSize, 2);
  });
});
