/** Each entry of the lab, with a value of it used. */
import { klDiagonal, tf, useBackend, UserError, Vae } from "@vae/lab";
import { DataSet, shuffledBatches } from "@vae/lab/data";
import { sweepRuns } from "@vae/lab/experiment";
import { imageGrid } from "@vae/lab/figure";
import { readSafetensors, writeSafetensors } from "@vae/lab/file";
import { type Gaussian, klUnivariate, TorchRandom } from "@vae/lab/math";
import { measureUnits } from "@vae/lab/measure";
import { loss } from "@vae/lab/model";
import { modelFromBytes, modelToBytes } from "@vae/lab/run";
import { linearVae } from "@vae/lab/theory";
import { constantObjective, type Objective, train } from "@vae/lab/train";

const used: string = await useBackend("cpu");
const random = new TorchRandom(0);
const prior: Gaussian = { mean: 0, std: 1 };
const vae = new Vae({ latentSize: 2, random });
const pixels = Uint8Array.from({ length: 8 * 784 }, (_, i) => i % 256);
const data = new DataSet("made up", new Uint8Array(8), pixels);
const objective: Objective = (output) => loss(output, { klWeight: 0.5 });

const parts: number[] = [];
for await (const event of train(vae, data, { epochs: 1, batchSize: 4, random, objective })) {
  if (event.kind === "batch") parts.push(event.loss - event.reconstruction - 0.5 * event.kl);
}
const copy = modelFromBytes(await modelToBytes(vae), "model.safetensors");
const difference = tf.tidy(() => {
  const x = tf.tensor2d(data.rows([0, 1]), [2, 784]);
  return tf.max(tf.abs(tf.sub(vae.encode(x), copy.encode(x)))).dataSync()[0];
});
const values = Float32Array.of(1, 2);
const { tensors } = readSafetensors(writeSafetensors({ w: { shape: [2], values } }));

console.log(JSON.stringify({
  used,
  parts,
  difference,
  kl: [klUnivariate({ mean: 1, std: 0.5 }, prior), klDiagonal([1], [2 * Math.log(0.5)])],
  batches: shuffledBatches(10, 4, new TorchRandom(0)).map(({ length }) => length),
  runs: sweepRuns([{ axes: { beta: [1, 4] } }], "out").map(({ name }) => name),
  grid: (await imageGrid(data.rows([0, 1]))).width,
  tensors: [...tensors.w.values],
  units: (await measureUnits(vae, data)).klPerUnit.length,
  active: linearVae([5, 3, 1], { beta: 4, latentSize: 8 }).activeUnits,
  objective: typeof constantObjective(1),
  error: new UserError("a message").name,
}));
