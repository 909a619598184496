/** PyTorch itself, where a Python has it: it loads our model, and replays our runs from other seeds. */
import { fileURLToPath } from "node:url";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { loadMnist } from "../../lib/data/mnist.ts";
import { mnistUrl } from "../../lib/deps/mnist_data.ts";
import { type Tensor, type Tensor2D, tf } from "../../lib/deps/tfjs.ts";
import { TorchRandom } from "../../lib/math/torch_random.ts";
import { crossEntropy } from "../../lib/model/cross_entropy.ts";
import { Vae } from "../../lib/model/vae.ts";
import { modelFromBytes, modelToBytes } from "../../lib/run/model_file.ts";
import { constantObjective } from "../../lib/train/objective.ts";
import { train } from "../../lib/train/train.ts";
import { itNeeds } from "../needs.ts";
import { pythonWithTorch, runLab } from "./python.ts";

const mayRun = Deno.permissions.querySync({ name: "run" }).state === "granted";
const python = mayRun ? await pythonWithTorch() : undefined;

/** A test that needs a Python with torch; where there is none, it says so. */
function itNeedsTorch(name: string, fn: (python: string) => Promise<void>): void {
  if (!mayRun || python) itNeeds(["read", "write", "run"], name, () => fn(python!));
  else it(`${name} (skipped: no Python with torch and numpy here)`, { skip: true }, () => {});
}

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
