/**
 * The code of lab.ipynb in the percent format: `// %%` begins a cell. A title is the id of a section of
 * lib/report/lab_text.ts, whose text comes before the cell; `[markdown]` makes a cell of text.
 *
 *     deno task notebook
 *
 * makes lab.ipynb of it, and runs its cells. It is one program too, which `deno check` reads, so no name is
 * declared twice, and what a cell imports stands in the first cell that uses it.
 */

// %% about [markdown]
// **Before you start.** This notebook runs on Deno's own kernel, in a clone of its repository. Install Deno 2.9
// or later and JupyterLab, then once:
//
//     deno jupyter --install
//
// Open `lab.ipynb` and choose the kernel *Deno* (*Kernel, Change Kernel...*). A kernel may read and write all
// your files: open no notebooks that you do not trust. Run the cells in order, with Shift+Enter.
//
// The outputs that you see were computed on all 60,000 images, on the backend `wasm`. The three runs take a few
// minutes. With `images: 6000` in the settings they take a tenth of that, and give other numbers.

// %%
// This cell needs the kernel "Deno": choose it by Kernel, Change Kernel...
const [major, minor] = Deno.version.deno.split(".").map(Number);
if (major < 2 || major === 2 && minor < 9) {
  throw new Error(`Deno 2.9 or later is wanted, found ${Deno.version.deno}; run: deno upgrade`);
}
if (!await Deno.stat("mod.ts").catch(() => undefined)) {
  throw new Error(`no mod.ts in ${Deno.cwd()}: open lab.ipynb in a clone of its repository`);
}
console.log("ready");

// %%
// Deno's kernel may call a cell done before its last output is sent, and Jupyter drops what comes later. With
// this a cell is done a little later.
const kernel = Reflect.get(Deno, Reflect.get(Deno, "internal"))?.jupyter;
const end = kernel?.broadcastResult;
if (end) {
  kernel.broadcastResult = async (...result: unknown[]) => {
    await end(...result);
    await new Promise((resolve) => setTimeout(resolve, 100));
  };
}
void 0; // so that this cell has no output itself

// %% tags=["parameters"]
import { type Backend, useBackend } from "../../mod.ts";

const settings = {
  seed: 0, // as torch.manual_seed takes it
  images: undefined as number | undefined, // the first ones of the file; all, if undefined
  backend: "auto" as Backend, // blas where `deno task native` chose a library, else wasm
  out: "out/notebook", // the folder that the runs are kept in
};

// %%
console.log("backend:", await useBackend(settings.backend));

// %% univariate
import { klUnivariate, TorchRandom } from "../../mod.ts";
import { expectation, logDensity, monteCarloKl } from "../../lib/math/mod.ts";

const q = { mean: 1, std: 0.5 }, p = { mean: 0, std: 1 };
const difference = (x: number) => logDensity(q, x) - logDensity(p, x);
const draws = new TorchRandom(settings.seed).normal(100_000);
const { estimate, standardError } = monteCarloKl(q, p, draws);
console.log("closed form", klUnivariate(q, p).toFixed(6));
console.log("quadrature ", expectation(q, difference).toFixed(6));
console.log("Monte Carlo", estimate.toFixed(4), "+-", standardError.toFixed(4));

// %%
import { expectedLogDensity } from "../../lib/math/mod.ts";

const closed = [expectedLogDensity(q, q), expectedLogDensity(q, p)];
const quadrature = [q, p].map((density) => expectation(q, (x) => logDensity(density, x)));
const text = (values: number[]) => values.map((value) => value.toFixed(6)).join("  ");
console.log("             E_q[log q] E_q[log p] difference");
console.log("closed form ", text([...closed, closed[0] - closed[1]]));
console.log("quadrature  ", text([...quadrature, quadrature[0] - quadrature[1]]));

// %%
import { klFigure } from "../../lib/figure/mod.ts";

await Deno.jupyter.display(await klFigure(q, p));

// %% diagonal
import { klDiagonal } from "../../mod.ts";

const mean = [1, 0, -0.5], logVar = [-1, 0, 0.5];
const univariate = mean.map((mean, i) =>
  klUnivariate({ mean, std: Math.exp(logVar[i] / 2) }, { mean: 0, std: 1 })
);
console.log("closed form:", klDiagonal(mean, logVar).toFixed(6));
console.log("sum of", univariate.map((kl) => kl.toFixed(6)).join(" + "));
console.log("          =", univariate.reduce((sum, kl) => sum + kl).toFixed(6));

// %% model
import { loadMnist, Vae } from "../../mod.ts";

const data = await loadMnist({ count: settings.images });
const untrained = new Vae({ latentSize: 8, random: new TorchRandom(settings.seed) });
const layers = Object.entries(untrained.parameters());
console.log(
  layers.map(([name, { shape }]) => `${name.padEnd(24)} ${shape.join(" x ")}`).join("\n"),
);
console.log(layers.reduce((sum, [, { size }]) => sum + size, 0), "parameters");

// %%
import { imageGrid } from "../../mod.ts";

await Deno.jupyter.display(await imageGrid(data.rows([...Array(50).keys()]), { scale: 2 }));

// %% prediction
import { criticalBeta, linearVae, pixelEigenvalues } from "../../lib/theory/mod.ts";

const eigenvalues = pixelEigenvalues(data); // takes some seconds
console.log("eigenvalues:", ...[...eigenvalues.slice(0, 8)].map((value) => value.toFixed(4)));
console.log("beta* =", criticalBeta(eigenvalues).toFixed(2));
for (const beta of [1 / 784, 1, 4, 8, 10, 12]) {
  const { loss, activeUnits } = linearVae(eigenvalues, { beta, latentSize: 8 });
  console.log(`w = ${beta.toPrecision(3)}: loss ${loss.toFixed(2)}, units in use: ${activeUnits}`);
}

// %%
import { predictionFigure } from "../../lib/figure/mod.ts";

const figure = { latentSize: 8, title: "The best linear VAE, by the weight of its KL term" };
await Deno.jupyter.display(await predictionFigure(eigenvalues, figure));

// %% [markdown]
// ## Training in a worker
//
// A run trains in a worker and leaves the kernel free: other cells can be run meanwhile. It keeps its files in a
// folder of its own. Jupyter's Stop button, which would end a Deno kernel, cancels the run instead (not on
// Windows). A run that was canceled goes on from its checkpoint when the cell that started it is run again, and
// ends as if it had never been canceled.

// %%
import type { TrainingInWorker } from "../../lib/experiment/mod.ts";

let running: TrainingInWorker | undefined;
let stopped = -Infinity;
Deno.addSignalListener("SIGINT", () => {
  stopped = performance.now();
  running?.cancel();
});

// %%
import { trainInWorker } from "../../lib/experiment/mod.ts";
import type { RunOptions, TrainingTask } from "../../lib/run/mod.ts";

/** Starts the run of a task in a folder of its own, or resumes it. */
async function start(task: TrainingTask, given: Partial<RunOptions> = {}, name = task.name) {
  const options = { ...settings, ...given, out: `${settings.out}/${name}`, resume: true };
  // After a Stop the kernel goes on with the cells that wait, as those of "Run All".
  if (performance.now() - stopped < 3000) {
    throw new Error("a run was stopped just now: run this cell again to train here");
  }
  return running = await trainInWorker(task, options, { tell: console.log });
}

// %%
/** Shows how far a run is, in a line that changes until the run has ended. */
async function showProgress({ batches, epochs, folder, finished }: TrainingInWorker) {
  const options = { display_id: folder, update: false };
  const show = (text: string) => Deno.jupyter.display(Deno.jupyter.md`${text}`, options);
  await show("starting");
  options.update = true;
  const numbers = (at?: { epoch: number; loss: number; kl: number }) =>
    at ? `epoch ${at.epoch}, loss ${at.loss.toFixed(2)}, KL ${at.kl.toFixed(2)} nats` : "starting";
  const timer = setInterval(() => show(numbers(batches.at(-1))), 500);
  const last = finished.then(() => `finished: ${numbers(epochs.at(-1))}`, ({ message }) => message);
  last.finally(() => clearInterval(timer)).then(show);
}

// %%
import type { LabResult, MeasuredRange } from "../../lib/experiment/mod.ts";

/** A run's last epoch beside what the lab printed, and what it gives in PyTorch over seeds. */
function beside({ epochs }: TrainingInWorker, lab: LabResult) {
  const { epoch, loss, reconstruction, kl, activeUnits } = epochs.at(-1)!;
  const range = (range?: MeasuredRange) => range ? `${range.low} to ${range.high}` : "";
  return Deno.jupyter.md`| epoch ${epoch} | here | printed in the lab | PyTorch, 15 to 24 seeds |
| --- | --- | --- | --- |
| loss | ${loss.toFixed(3)} | ${lab.printedLosses.at(-1)?.toFixed(3) ?? ""} | ${range(lab.loss)} |
| reconstruction | ${reconstruction.toFixed(3)} | | ${range(lab.reconstruction)} |
| KL, in nats | ${kl.toFixed(3)} | | ${range(lab.kl)} |
| active units | ${activeUnits} of 8 | | ${range(lab.activeUnits)} |`;
}

// %% naive
import { LAB_RESULTS, naive } from "../../lib/experiment/mod.ts";

const naiveRun = await start(naive);
await showProgress(naiveRun);

// %%
// Without the slashes, this cancels the run. The cell above starts it again, where it was.
// await naiveRun.cancel();

// %%
await naiveRun.finished;
await Deno.jupyter.display(beside(naiveRun, LAB_RESULTS.naive));

// %%
await Deno.jupyter.display(Deno.jupyter.image(`${naiveRun.folder}/reconstructions.png`));

// %% collapse
import { collapse } from "../../lib/experiment/mod.ts";

const collapseRun = await start(collapse);
await showProgress(collapseRun);

// %%
await collapseRun.finished;
await Deno.jupyter.display(beside(collapseRun, LAB_RESULTS.collapse));

// %%
await Deno.jupyter.display(Deno.jupyter.image(`${collapseRun.folder}/stages.png`));
await Deno.jupyter.display(Deno.jupyter.image(`${collapseRun.folder}/timeline.png`));

// %% anneal
import { anneal } from "../../lib/experiment/mod.ts";

const annealRun = await start(anneal);
await showProgress(annealRun);

// %%
await annealRun.finished;
await Deno.jupyter.display(beside(annealRun, LAB_RESULTS.anneal));

// %%
import { curves } from "../../lib/figure/mod.ts";

const { batches, epochs } = annealRun;
const reference = { label: "printed in the lab", losses: LAB_RESULTS.anneal.printedLosses };
const annealed = { title: "KL annealing", batches, epochs, latentSize: 8, reference };
await Deno.jupyter.display(await curves(annealed));

// %%
await Deno.jupyter.display(Deno.jupyter.image(`${annealRun.folder}/reconstructions.png`));

// %%
import type { EpochRecord } from "../../lib/run/mod.ts";

/** The KL divergence of each unit after an epoch, and how many of them are active. */
function units({ klPerUnit, activeUnits }: EpochRecord): string {
  return `${klPerUnit.map((kl) => kl.toFixed(2).padStart(6)).join(" ")}   ${activeUnits} active`;
}
console.log("KL of each unit, in nats");
console.log("naive    ", units(naiveRun.epochs.at(-1)!));
console.log("collapse ", units(collapseRun.epochs.at(-1)!));
console.log("anneal   ", units(annealRun.epochs.at(-1)!));

// %% sample
import { modelFromBytes } from "../../mod.ts";
import { decodeCodes } from "../../lib/measure/mod.ts";

const vae = modelFromBytes(await Deno.readFile(`${annealRun.folder}/model.safetensors`), "anneal");
const codes = new TorchRandom(settings.seed).uniform(100 * vae.latentSize); // [100, d] in [0, 1)
await Deno.jupyter.display(await imageGrid(await decodeCodes(vae, codes), { scale: 2 }));

// %%
const priorCodes = new TorchRandom(settings.seed).normal(100 * vae.latentSize); // [100, d] of N(0, I)
await Deno.jupyter.display(await imageGrid(await decodeCodes(vae, priorCodes), { scale: 2 }));

// %%
import { chart, type TopLevelSpec } from "../../lib/figure/mod.ts";

/** A chart that answers to the mouse in JupyterLab, and is a picture elsewhere. */
async function showChart(spec: TopLevelSpec) {
  const $schema = "https://vega.github.io/schema/vega-lite/v5.json";
  const picture = await Deno.jupyter.format(await chart(spec));
  const bundle = { "application/vnd.vegalite.v5+json": { $schema, ...spec }, ...picture };
  await Deno.jupyter.display(bundle, { raw: true });
}

// %%
import { encodeImages } from "../../lib/measure/mod.ts";

const encoded = await encodeImages(vae, data.first(500));
const { klPerUnit } = annealRun.epochs.at(-1)!;
const [across, up] = [...klPerUnit.keys()].sort((a, b) => klPerUnit[b] - klPerUnit[a]);
const means = Array.from({ length: encoded.count }, (_, i) => {
  const [x, y] = [across, up].map((unit) => encoded.mu[i * encoded.latentSize + unit]);
  return { x: Number(x.toFixed(2)), y: Number(y.toFixed(2)), digit: data.labels?.[i] };
});

// %%
// Where the encoder puts digits, on the two units with the largest KL divergence. The cube of the lab is [0, 1).
await showChart({
  ...{ width: 480, height: 280, data: { values: means } },
  mark: { type: "point", tooltip: true },
  encoding: {
    x: { field: "x", type: "quantitative", title: `mean of unit ${across}` },
    y: { field: "y", type: "quantitative", title: `mean of unit ${up}` },
    color: { field: "digit", type: "nominal", scale: { scheme: "tableau10" } },
  },
});

// %% interpolate
const pairs = new TorchRandom(7); // with another seed, other pairs

// %%
// Run this cell again for another pair.
import { lerp, tf } from "../../mod.ts";
import { imageTensor } from "../../lib/model/mod.ts";

const ends = [pairs.integer(data.count), pairs.integer(data.count)];
const mu = tf.tidy(() => vae.encode(imageTensor(data, ends))); // [2, d]
const [from, to] = await mu.array();
mu.dispose();
const path = await decodeCodes(vae, lerp(from, to, 20)); // [20 * 784]
await Deno.jupyter.display(await imageGrid(path, { columns: 20, scale: 2 }));

// %% questions
// Question 3, for example: a weight of 8 from the start. Remove the slashes to train it.
// const totalRun = await start(collapse, { beta: 8 }, "collapse-8");
// await showProgress(totalRun);
