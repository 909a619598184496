/** `deno task blame` on a few hundred images: a model, run folders and checkpoints, and the stages. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { itNeeds, type Right } from "../needs.ts";
import { runTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "sys", "run"];
const small = ["--images", "256", "--refined", "3", "--backend", "wasm", "--threads", "1"];

itNeeds(
  rights,
  "deno task blame says who is to blame for runs, files and checkpoints",
  async () => {
    await withFolder(async (folder) => {
      const training = [
        "--images",
        "256",
        "--epochs",
        "2",
        "--latent-size",
        "2",
        "--backend",
        "wasm",
        "--threads",
        "1",
      ];
      const run = `${folder}/run`;
      const trained = await runTask(
        "train",
        ...training,
        "--beta",
        "2",
        "--annealing",
        "0",
        "--out",
        run,
      );
      assertEquals(trained.status, 0, trained.stderr);
      const out = `${folder}/out`;
      const checkpoint = `${run}/checkpoint.safetensors`;
      const first = await runTask("blame", run, checkpoint, ...small, "--out", out);
      assertEquals(first.status, 0, first.stderr);
      assertStringIncludes(first.stderr, "a checkpoint after epoch 2");
      assertStringIncludes(first.stdout, "Loss: reconstruction + 2 KL per image");
      const { models, epsilons, best } = JSON.parse(await Deno.readTextFile(`${out}/blame.json`));
      assertEquals(models.map(({ name }: { name: string }) => name), [run, checkpoint]);
      assertEquals({ ...models[0], name: "" }, { ...models[1], name: "" }, "the same parameters");
      const [{ training: { encoder, refined, images }, units, klWeight, shares }] = models;
      assertEquals([klWeight, images, units.length, epsilons.length], [2, 3, 2, 41]);
      assert(refined.loss < encoder.loss + 0.1);
      const share = shares.training.encoder.mean;
      assert(Math.abs(encoder.loss - refined.loss - share) < 1e-9);
      assertEquals(best, "the best linear VAE");
      assertEquals(
        (await Deno.readFile(`${out}/blame.png`)).slice(1, 4),
        new TextEncoder().encode("PNG"),
      );

      // Alone, at another weight, beside what is known of the run itself.
      const file = ["--model", `${run}/model.safetensors`, "--reference", run, "--beta", "1"];
      const again = await runTask("blame", ...file, ...small, "--out", out);
      assertEquals(again.status, 0, again.stderr);
      assertStringIncludes(again.stdout, "Loss: reconstruction + 1 KL per image");

      const other = await runTask("blame", run, `${run}/model.safetensors`, ...small, "--out", out);
      assertEquals(other.status, 1);
      assertMatch(
        other.stderr,
        /weight 1, and .* one of 2: their losses cannot be compared.* --beta/,
      );
    });
  },
);

itNeeds(
  rights,
  "deno task blame takes the checkpoint of any run for what it is, and says what refinement does not respect",
  async () => {
    await withFolder(async (folder) => {
      const run = `${folder}/run`;
      const model = "--architecture mlp --hidden-size 6 --family delta --delta 0.3 --skip code";
      const training = "--images 256 --epochs 1 --latent-size 2 --annealing 0 --free-bits 0.1";
      const engine = "--backend wasm --threads 1";
      const words = `${model} ${training} ${engine} --out ${run}`.split(" ");
      const trained = await runTask("train", ...words);
      assertEquals(trained.status, 0, trained.stderr);
      const out = `${folder}/out`;
      const checkpoint = `${run}/checkpoint.safetensors`;
      const { status, stderr } = await runTask("blame", run, checkpoint, ...small, "--out", out);
      assertEquals(status, 0, stderr);
      for (const place of [run, checkpoint]) {
        assertStringIncludes(stderr, `${place} has posteriors of the family delta (0.3 nats`);
        assertStringIncludes(stderr, `${place} was trained with 0.1 free nats in each unit`);
      }
      const { models: [first, second] } = JSON.parse(await Deno.readTextFile(`${out}/blame.json`));
      assertEquals({ ...first, name: "" }, { ...second, name: "" }, "the same model");
      for (const { kl } of first.units) assert(kl > 0.299, `no unit has fewer than 0.3: ${kl}`);
    });
  },
);

itNeeds(
  rights,
  "deno task blame --stages trains, measures and tells; done runs are kept",
  async () => {
    await withFolder(async (out) => {
      const args = [
        "--stages",
        "--seeds",
        "0,1",
        "--epochs",
        "3",
        "--latent-size",
        "2",
        ...small,
        "--out",
        out,
      ];
      const first = await runTask("blame", ...args);
      assertEquals(first.status, 0, first.stderr);
      assertStringIncludes(first.stderr, "4 of 4 runs to train and measure, 3 epochs each");
      for (const head of ["leaky", "linear"]) {
        for (const stage of ["start", "collapse", "end"]) {
          assertMatch(first.stdout, new RegExp(`^${head}, ${stage} +2 +epoch \\d, batch 2`, "m"));
        }
      }
      assertStringIncludes(first.stdout, "Leaky heads minus linear heads, paired over the seeds");
      const { models } = JSON.parse(await Deno.readTextFile(`${out}/blame.json`));
      assertEquals(new Set(models.map(({ seed }: { seed: number }) => seed)), new Set([0, 1]));

      const again = await runTask("blame", ...args);
      assertEquals(again.status, 0, again.stderr);
      assertStringIncludes(again.stderr, "0 of 4 runs to train and measure");
      assertEquals(again.stdout, first.stdout);

      await Deno.writeTextFile(`${out}/leaky_seed-0.json`, "{}");
      const altered = await runTask("blame", ...args);
      assertEquals(altered.status, 1);
      assertMatch(altered.stderr, /leaky_seed-0\.json is there already.*--out.*--force/);
    });
  },
);

itNeeds(rights, "deno task blame refuses what does not go together", async () => {
  const cases: [string[], number, string][] = [
    [["--heads", "leaky"], 2, "--heads belongs to --stages"],
    [["--epochs", "3"], 2, "--epochs belongs to --stages"],
    [["--stages", "--model", "x"], 2, "--model cannot be combined with --stages"],
    [["--stages", "out/x"], 2, "a RUN cannot be combined with --stages"],
    [["out/x", "--model", "y"], 2, "--model cannot be combined with a RUN"],
    [["out/x", "out/x"], 2, "out/x is there twice"],
    [["--stages", "--heads", "round"], 2, "Allowed: leaky, linear"],
    [["out/nowhere", "--images", "256"], 1, "there is no out/nowhere: wanted a run folder"],
    [["deno.json", "--images", "256"], 1, "deno.json"],
  ];
  for (const [args, wanted, words] of cases) {
    const { status, stderr } = await runTask("blame", ...args);
    assertEquals(status, wanted, `${args}: ${stderr}`);
    assertStringIncludes(stderr, words);
    assert(!stderr.includes("internal error"), stderr);
  }
});
