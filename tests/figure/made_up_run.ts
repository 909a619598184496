import type { BatchPoint, EpochPoint } from "../../lib/figure/points.ts";

/** A training run that looks like the lab's and never changes: 60 batches an epoch, 8 units. */
export function madeUpRun(epochs: number, weight: (epoch: number) => number) {
  const batches: BatchPoint[] = [];
  const means: EpochPoint[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (let batch = 0; batch < 60; batch++) {
      const t = (epoch - 1) * 60 + batch;
      const reconstruction = 30 + 22 * Math.exp(-t / 60) + 130 * Math.exp(-t / 4) + Math.sin(7 * t);
      const kl = 9 * (1 - Math.exp(-t / 50)) + 3 * Math.exp(-(((t - 8) / 3) ** 2));
      const loss = reconstruction + weight(epoch) * kl;
      batches.push({ epoch, batch, batches: 60, loss, reconstruction, kl });
    }
    const own = batches.slice(-60);
    const mean = (field: "loss" | "reconstruction" | "kl") =>
      own.reduce((sum, record) => sum + record[field], 0) / own.length;
    means.push({
      epoch,
      loss: mean("loss"),
      reconstruction: mean("reconstruction"),
      kl: mean("kl"),
      klWeight: weight(epoch),
      klPerUnit: [0.24, 0, 0.12, 0.2, 0, 0.16, 0.28, 0].map((share) => share * mean("kl")),
      activeUnits: 5,
    });
  }
  return { batches, epochs: means };
}
