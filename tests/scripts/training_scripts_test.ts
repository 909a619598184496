/** Each training script runs on 512 images: its lines, its run folder, its figures. */
import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { modelFromBytes } from "../../lib/run/model_file.ts";
import { readSafetensors } from "../../lib/run/safetensors.ts";
import { comparePicture } from "../compare_picture.ts";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "sys", "run"];
const small = ["--images", "512", "--epochs", "1"];

async function files(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
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
    assertMatch(stdout, /this run has other epochs, images/);
    assertEquals(await files(out), [
      "curves.png",
      "metrics.jsonl",
      "model.safetensors",
      "reconstructions.png",
      "run.json",
    ]);

    const run = JSON.parse(await Deno.readTextFile(`${out}/run.json`));
    assertEquals([run.task, run.seed, run.backend], ["naive", 0, "wasm"]);
    assertEquals(run.data, { name: "mnist", images: 512 });
    assertEquals([run.options.epochs, run.options.images, run.options.beta], [1, 512, 1]);
    assert(new Date(run.startedAt) <= new Date(run.finishedAt));
    assert(run.seconds > 0 && Object.keys(run.versions).includes("deno"));
    const [epoch] = run.epochs;
    assertEquals(epoch.klPerUnit.length, 8);
    assertAlmostEquals(epoch.loss, epoch.reconstruction + epoch.kl / 784, 1e-4);
    assertAlmostEquals(epoch.test.loss, epoch.test.reconstruction + epoch.test.kl / 784, 1e-4);

    const batches = (await Deno.readTextFile(`${out}/metrics.jsonl`)).trim().split("\n")
      .map((line) => JSON.parse(line));
    assertEquals(batches.map(({ epoch, batch }) => [epoch, batch]), [[1, 0], [1, 1], [1, 2], [
      1,
      3,
    ]]);
    assertAlmostEquals(batches.reduce((sum, b) => sum + b.loss, 0) / 4, epoch.loss, 1e-4);

    const model = readSafetensors(await Deno.readFile(`${out}/model.safetensors`));
    assertEquals(Object.keys(model.tensors).length, 20);
    await comparePicture(
      await Deno.readFile(`${out}/reconstructions.png`),
      "fixtures/figures/naive-512-reconstructions.png",
    );
  });
});

itNeeds(rights, "deno task collapse shows the timeline and the stages", async () => {
  await withFolder(async (out) => {
    const { status, stdout, stderr } = await runTask(
      "collapse",
      ...["--images", "3200", "--batch-size", "32", "--beta", "8", "--out", out],
    );
    assertEquals(status, 0, stderr);
    assertMatch(stdout, /On the plateau of epoch 1, at batch \d+, the KL is lowest: 0\.\d+ nats/);
    assertMatch(stdout, /No unit is active: the collapse is total/);
    assertEquals(await files(out), [
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
    for (const name of ["timeline", "stages"]) {
      const picture = await Deno.readFile(`${out}/${name}.png`);
      await comparePicture(picture, `fixtures/figures/collapse-3200-${name}.png`);
    }
  });
});

itNeeds(rights, "deno task anneal raises the weight, and tells it", async () => {
  await withFolder(async (out) => {
    const { status, stdout, stderr } = await runTask(
      "anneal",
      ...["--images", "512", "--epochs", "3", "--warm-up", "2", "--annealing", "2", "--out", out],
    );
    assertEquals(status, 0, stderr);
    const weights = [...stdout.matchAll(/KL WEIGHT:\t(\S+)/g)].map(([, weight]) => weight);
    assertEquals(weights, ["0.00", "0.00", "0.50"]);
    await comparePicture(
      await Deno.readFile(`${out}/curves.png`),
      "fixtures/figures/anneal-512-curves.png",
    );
  });
});

itNeeds(rights, "two runs from one seed leave the same model, another seed another", async () => {
  await withFolder(async (out) => {
    const model = async (seed: string) => {
      await runTask("naive", ...small, "--latent-size", "2", "--seed", seed, "--out", out);
      return await Deno.readFile(`${out}/model.safetensors`);
    };
    const [a, b, other] = [await model("3"), await model("3"), await model("4")];
    assertEquals(a, b);
    assert(a.some((byte, i) => byte !== other[i]));
    assertEquals(modelFromBytes(a, "a").latentSize, 2);
  });
});
