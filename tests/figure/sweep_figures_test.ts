import { assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import { labDistribution } from "../../lib/figure/lab_distribution.ts";
import { phaseDiagram } from "../../lib/figure/phase_diagram.ts";
import { rateDistortion } from "../../lib/figure/rate_distortion.ts";
import { linearVae } from "../../lib/theory/linear_vae.ts";
import { comparePicture } from "../compare_picture.ts";
import { itNeeds, type Right } from "../needs.ts";

const CANVAS: Right[] = ["read", "write", "ffi", "env", "sys"];
const small = { scale: 1 };
const eigenvalues = Float64Array.from({ length: 60 }, (_, i) => 5 * 0.8 ** i);
const latentSize = 8;
const betas = [0.25, 0.5, 1, 2, 4, 6, 8, 12];
const kinds = ["the lab's LeakyReLU heads", "linear heads"];

/** Around theory's optimum, the first kind further below it. */
function made(kind: number, beta: number) {
  const { activeUnits, kl, loss, reconstruction } = linearVae(eigenvalues, { beta, latentSize });
  const share = kind === 0 ? 0.6 : 0.9;
  const over = (mean: number, half: number) => ({
    n: 3,
    mean,
    deviation: half,
    low: Math.max(0, mean - half),
    high: mean + half,
  });
  return {
    activeUnits: over(share * activeUnits, activeUnits > 0 ? 0.7 : 0),
    kl: over(share * kl, share * kl / 8),
    loss: over(loss - 1 + kind, 0.5),
    reconstruction,
  };
}

itNeeds(CANVAS, "phaseDiagram() draws means, bands and linear theory over beta", async () => {
  const series = kinds.map((name, kind) => ({
    name,
    points: betas.map((beta) => ({ beta, ...made(kind, beta) })),
  }));
  const title = "Collapse over β: made up, n = 3 seeds";
  const canvas = await phaseDiagram({ title, series, eigenvalues, latentSize }, small);
  await comparePicture(canvas, "fixtures/figures/phase-diagram.png");
});

itNeeds(CANVAS, "rateDistortion() draws every run, labelled, over linear theory", async () => {
  const points = kinds.flatMap((name, kind) =>
    betas.flatMap((beta) => {
      const { kl, reconstruction } = made(kind, beta);
      return [kl.low, kl.mean, kl.high].map((kl) => ({ name, beta, kl, reconstruction }));
    })
  );
  const title = "Rate against distortion: made up, n = 3 seeds";
  const canvas = await rateDistortion({ title, points, eigenvalues, latentSize }, small);
  await comparePicture(canvas, "fixtures/figures/rate-distortion.png");
});

itNeeds(
  CANVAS,
  "labDistribution() draws runs over seeds, with and without a printed number",
  async () => {
    const losses = Array.from({ length: 10 }, (_, i) => 28.5 + 1.3 * Math.sin(i * i));
    const measured = { low: 27, high: 30.1 };
    const canvas = await labDistribution([
      { title: "naive: made up", losses, printed: 28.919, measured },
      { title: "collapse: made up", losses, measured },
    ], small);
    await comparePicture(canvas, "fixtures/figures/lab-distribution.png");
  },
);

it("phaseDiagram() and rateDistortion() refuse a figure without a run", async () => {
  const nothing = { title: "", eigenvalues, latentSize };
  await assertRejects(() => phaseDiagram({ ...nothing, series: [] }), RangeError, "got none");
  await assertRejects(() => rateDistortion({ ...nothing, points: [] }), RangeError, "got none");
});
