/** What the committed sweep shows: PyTorch's numbers, and linear theory's. */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { LAB_RESULTS } from "../../../lib/experiment/lab_results.ts";
import { loadMnist } from "../../../lib/data/mnist.ts";
import { pixelEigenvalues } from "../../../lib/theory/pixel_eigenvalues.ts";
import { parse } from "../../../lib/deps/std_csv.ts";
import { linearVae } from "../../../lib/theory/linear_vae.ts";
import { summary } from "../../../lib/math/summary.ts";
import { itNeeds } from "../../needs.ts";

async function rows() {
  const file = new URL("../../../fixtures/sweep/runs.csv", import.meta.url);
  return parse(await Deno.readTextFile(file), { skipFirstRow: true });
}

const loss = ({ loss }: Record<string, string>) => Number(loss);

itNeeds(["read"], "the committed sweep's runs of the lab lie where PyTorch's lie", async () => {
  const all = await rows();
  for (const [name, { loss: { low, high } }] of Object.entries(LAB_RESULTS)) {
    const { n, mean, ...found } = summary(all.filter(({ run }) => run.startsWith(name)).map(loss));
    assert(mean > low && mean < high, `${name}: the mean of ${n} is ${mean}`);
    // Other seeds may lie a little outside of what 15 to 24 seeds gave.
    const slack = (high - low) / 4;
    assert(
      found.low > low - slack && found.high < high + slack,
      `${name}: ${JSON.stringify(found)}`,
    );
  }
});

/** Losses after 6 epochs at a constant beta, seeds 0 and 1, in PyTorch 1.13. */
const TORCH = [
  { beta: 1, losses: [38.1, 39.8] },
  { beta: 2, losses: [43.9, 44.1] },
  { beta: 4, losses: [50.4, 51.7] },
  { beta: 6, losses: [51.9, 52.5] },
  { beta: 8, losses: [52.77, 52.76] },
];

itNeeds(["read"], "the committed sweep's means at constant weights are PyTorch's", async () => {
  const all = await rows();
  for (const { beta, losses } of TORCH) {
    const same = all.filter((row) =>
      row.run.startsWith(`beta-${beta}_latent-8_constant_leaky_seed`) && row.epochs === "6"
    );
    const here = summary(same.map(loss));
    const torch = summary(losses);
    // Epoch by epoch rounding grows to chaos: another draw from the same distribution.
    const scatter = Math.hypot(here.deviation, torch.deviation) / Math.SQRT2;
    assertAlmostEquals(here.mean, torch.mean, 0.1 + 2 * scatter, `beta ${beta}`);
  }
});

itNeeds(
  ["read"],
  "the committed sweep's linear VAEs reach the closed form and its units",
  async () => {
    const linear = (await rows()).filter(({ architecture }) => architecture === "linear");
    assert(linear.length >= 6, `only ${linear.length} runs`);
    const eigenvalues = pixelEigenvalues(await loadMnist());
    for (const [text, rows] of Map.groupBy(linear, ({ beta }) => beta)) {
      const optimum = linearVae(eigenvalues, { beta: Number(text), latentSize: 8 });
      for (const row of rows) assertAlmostEquals(loss(row) / optimum.loss, 1, 0.01, row.run);
      // The median: Adam shakes the units that sleep, now and then by more than the threshold.
      const units = rows.map(({ activeUnits }) => Number(activeUnits)).sort((a, b) => a - b);
      const median = units[Math.floor((units.length - 1) / 2)];
      assertEquals(median, optimum.activeUnits, `beta ${text}: ${units}`);
    }
  },
);
