/** docs/prior.md: its program in PyTorch, run as it stands there, and its table beside the run that it is of. */
import { assert, assertAlmostEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { useBackend } from "../../lib/backend/use_backend.ts";
import { mixtureLogDensity } from "../../lib/prior/gaussian_mixture.ts";
import { modelFromBytes } from "../../lib/run/model_file.ts";
import { priorFromBytes } from "../../lib/run/prior_file.ts";
import { itNeeds } from "../needs.ts";
import { itNeedsPython, runPython } from "../python.ts";
import { runTask, withFolder } from "../scripts/run_task.ts";

const root = new URL("../../", import.meta.url);
const fixture = (name: string) =>
  Deno.readFile(new URL(`fixtures/anneal-seed-0/${name}.safetensors`, root));
const text = () => Deno.readTextFile(new URL("docs/prior.md", root));

async function shippedPrior() {
  await useBackend("cpu");
  return await priorFromBytes(
    await fixture("prior"),
    "prior",
    modelFromBytes(await fixture("model"), "model"),
  );
}

const itNeedsTorch = await itNeedsPython("numpy, torch");

itNeedsTorch(
  "docs/prior.md: PyTorch samples the prior that we do, and knows its density",
  async (python) => {
    await withFolder(async (folder) => {
      const out = [
        "--model",
        "fixtures/anneal-seed-0/model.safetensors",
        "--out",
        `${folder}/out/export`,
      ];
      const { status, stderr } = await runTask("export", ...out);
      assert(status === 0, stderr);
      const [, program] = /^```python\n([\s\S]*?)^```$/m.exec(await text())!;
      // The stand-in is found after the package itself, where that is installed.
      const standIn = fileURLToPath(new URL("tests/torch/stand_in", root));
      const code = `import sys; sys.path.append(${JSON.stringify(standIn)})\n${program}`;
      const printed = await runPython(python, ["-c", code], { cwd: folder });
      const [density, ...means] = printed.trim().split(/\s+/).map(Number);
      const mixture = await shippedPrior();
      const { latentSize: d, weights, factors } = mixture;
      assertAlmostEquals(density, mixtureLogDensity(mixture)(new Float64Array(d)), 1e-3);
      assert(means.length === d, printed);
      for (let i = 0; i < d; i++) {
        const mean = (values: (k: number) => number) =>
          weights.reduce((sum, weight, k) => sum + weight * values(k), 0);
        const at = (k: number) => mixture.means[k * d + i];
        const variance = mean((k) => {
          const row = factors.subarray((k * d + i) * d, (k * d + i + 1) * d);
          return at(k) ** 2 + row.reduce((sum, value) => sum + value * value, 0);
        }) - mean(at) ** 2;
        // The program's mean of 10,000 codes lies within 5 of its standard errors.
        assertAlmostEquals(means[i], mean(at), 5 * Math.sqrt(variance / 10_000));
      }
    });
  },
);

itNeeds(["read"], "the shipped model's prior is a mixture of the shipped model", async () => {
  const { latentSize, weights } = await shippedPrior();
  assert(latentSize === 8 && weights.length > 1);
});
