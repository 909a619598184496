/** `deno task prior` on a few images: predicted, fitted, saved with the model; and what takes the prior then. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { decodePng } from "../../lib/figure/png.ts";
import { readSafetensors } from "../../lib/file/safetensors.ts";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "run"];
const MODEL = "fixtures/anneal-seed-0/model.safetensors";
const small = ["--model", MODEL, "--backend", "wasm", "--threads", "1", "--images", "1500"].concat(
  ["--components", "1,4", "--fit-codes", "1000", "--pseudo-inputs", "20", "--vamp-steps", "5"],
  ["--stage-steps", "100", "--draws", "200", "--codes", "200"],
);

/** A model of other images, to which no prior was fitted. */
async function untrained(folder: string): Promise<string> {
  const data = ["--images", "128", "--epochs", "1", "--backend", "wasm", "--threads", "1"];
  const { status, stderr } = await runTask("naive", ...data, "--out", `${folder}/naive`);
  assertEquals(status, 0, stderr);
  return `${folder}/naive/model.safetensors`;
}

itNeeds(
  rights,
  "deno task prior predicts, fits three priors, and saves one with the model",
  async () => {
    await withFolder(async (folder) => {
      const out = `${folder}/prior`;
      const { status, stdout, stderr } = await runTask("prior", ...small, "--out", out);
      assertEquals(status, 0, stderr);
      const lines = stdout.split("\n");
      assertMatch(
        lines[0],
        /^Predicted: a prior equal to q\(z\) gains .* = [3-5]\.\d{3} ± 0\.\d{3} nats/,
      );
      const order = [
        "Gaussian mixtures",
        "nats per image",
        "200 codes of each kind",
        `${out}/prior`,
      ]
        .map((words) => lines.findIndex((line) => line.startsWith(words)));
      assert(order.every((at, i) => at > (order[i - 1] ?? 0)), `${order}`);

      const record = JSON.parse(await Deno.readTextFile(`${out}/prior.json`));
      const predicted = record.prediction.training.estimate;
      assertEquals(record.repaired.map(({ method }: { method: string }) => method), [
        ...["mixture", "second-stage", "vamp"],
      ]);
      for (const { method, bounded, training } of record.repaired) {
        const { gain, remaining, share } = training;
        assertEquals(bounded, method === "second-stage");
        // No prior gains more than q(z); what it gains and what is missing are together what was predicted.
        assert(remaining.estimate > -4 * remaining.standardError, method);
        assert(Math.abs(gain.estimate + remaining.estimate - predicted) < 1e-9, method);
        assert(Math.abs(share.estimate - gain.estimate / predicted) < 1e-9, method);
      }
      assertEquals(record.samples.map(({ from }: { from: string }) => from), [
        ...["uniform", "prior", "aggregate", "Gaussian mixture", "second-stage VAE", "VampPrior"],
      ]);
      assertEquals(await Deno.readFile(`${out}/model.safetensors`), await Deno.readFile(MODEL));
      const { tensors } = readSafetensors(await Deno.readFile(`${out}/prior.safetensors`));
      assertEquals(tensors.means.shape[1], 8);
      const { height } = await decodePng(await Deno.readFile(`${out}/prior.png`));
      assert(height > 2500, `six rows, got ${height} pixels`);

      // The saved prior is drawn from, and exported.
      const placed = ["--model", `${out}/model.safetensors`];
      const sampled = ["--prior", "fitted", ...placed, "--out", `${folder}/sample`];
      const sample = await runTask("sample", ...sampled);
      assertEquals(sample.status, 0, sample.stderr);
      assertStringIncludes(sample.stdout, "100 codes, fitted, seed 0");
      assertStringIncludes(sample.stderr, `fitted prior: ${out}/prior.safetensors`);
      const exported = await runTask("export", ...placed, "--out", `${folder}/export`);
      assertEquals(exported.status, 0, exported.stderr);
      assertMatch(exported.stdout, /prior\.safetensors: weights \[K\], means \[K, 8\], scale_tril/);
      assertEquals(
        await Deno.readFile(`${folder}/export/prior.safetensors`),
        await Deno.readFile(`${out}/prior.safetensors`),
      );

      // Another model has none, and refuses this one.
      const other = await untrained(folder);
      const args = ["--prior", "fitted", "--model", other, "--out", `${folder}/other`];
      const refused = await runTask("sample", ...args, "--fitted", `${out}/prior.safetensors`);
      assertEquals([refused.status, refused.stdout], [1, ""]);
      assertMatch(refused.stderr, /^error: .*this prior was fitted to another model's codes/m);
      const missing = await runTask("sample", ...args, "--fitted", `${folder}/none.safetensors`);
      assertEquals(missing.status, 1);
      assertMatch(missing.stderr, /^error: no such file .*none\.safetensors\.$/m);
      assertEquals(await Deno.stat(`${folder}/other`).catch(() => "none"), "none");
    });
  },
);

itNeeds(
  rights,
  "deno task prior refuses what cannot be fitted, before anything is written",
  async () => {
    await withFolder(async (folder) => {
      const out = `${folder}/out`;
      const refused = async (args: string[], message: RegExp) => {
        const { status, stdout, stderr } = await runTask("prior", ...args, "--out", out);
        assertEquals([status, stdout], [1, ""], stderr);
        assertMatch(stderr, message);
        assert(!/^\s+at /m.test(stderr), stderr);
        assertEquals(await Deno.stat(out).catch(() => "none"), "none");
      };
      await refused(
        [...small, "--images", "1"].filter((_, i, all) => {
          const first = all.indexOf("--images");
          return i !== first && i !== first + 1;
        }),
        /error: prior takes 2 training images or more/,
      );
      await refused(
        ["--backend", "wasm", "--components", "300", "--fit-codes", "200"],
        /at most as many components as it is fitted to codes, 200; got 300\. .*--components.*--fit-codes/,
      );
    });
  },
);

itNeeds(
  rights,
  "sample --fitted belongs to --prior fitted, and that not to --compare",
  async () => {
    for (const args of [["--fitted", "x"], ["--prior", "fitted", "--compare"]]) {
      const { status, stderr } = await runTask("sample", ...args);
      assertEquals(status, 2, stderr);
    }
  },
);
