/** What the library answers to arguments that are plausible and wrong: what was wanted, what was found. */
// deno-lint-ignore-file no-explicit-any
import { useBackend } from "../lib/backend/use_backend.ts";
import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import * as experiment from "../lib/experiment/mod.ts";
import * as math from "../lib/math/mod.ts";
import * as measure from "../lib/measure/mod.ts";
import * as model from "../lib/model/mod.ts";
import * as prior from "../lib/prior/mod.ts";
import * as runs from "../lib/run/mod.ts";
import * as theory from "../lib/theory/mod.ts";
import * as training from "../lib/train/mod.ts";
import * as lab from "../mod.ts";
import { itNeeds } from "./needs.ts";

const { tf, TorchRandom, Vae } = lab;
await useBackend("cpu");

/** All entries, as a caller without types sees them. */
const L = Object.assign(
  {},
  math,
  theory,
  model,
  training,
  measure,
  prior,
  runs,
  experiment,
  lab,
) as any;
const random = () => new TorchRandom(0);
const images = new lab.DataSet("noise", new Uint8Array(4), new Uint8Array(4 * 784).fill(77));
const vae = new Vae({ latentSize: 2, random: random() });
const x = tf.tensor2d(images.rows([0, 1]), [2, 784]);
const output = () => vae.forward(x, tf.zeros([2, 2]));
const objective = lab.constantObjective(1);
const settings = { epochs: 1, random: random(), objective };
const state = vae.stateDict();
const [name] = Object.keys(state);
const changed = (change: object) => ({ ...state, [name]: { ...state[name], ...change } });
const big = () => lab.modelToBytes(new Vae({ latentSize: 1000, random: random() }));
const odd = (values: unknown) => ({ a: { shape: [2], values } });
const floats = (n: number) => new Float32Array(n);
const many = () =>
  Object.fromEntries(
    Array.from({ length: 40_000 }, (_, i) => [i, { shape: [0], values: floats(0) }]),
  );

const written = { reconstruction: "sum", kl: "sum", weight: 1, pixels: 784, latentSize: 8 };
const start = (options: unknown) => L.Session.start(L.naive, options);
const grid = (given: object) => L.sweepRuns([{ axes: {}, ...given }], "out");
const [run] = L.sweepRuns([{ axes: {} }], "out");
const cures = (given: object) => L.cures({ out: "out", ...given }).next();

const mixture = {
  ...{ latentSize: 1, weights: Float64Array.of(1), means: Float64Array.of(0) },
  factors: Float64Array.of(1),
};
const fit = (codes: unknown) =>
  L.fitMixture(codes, { latentSize: 1, components: 1, random: random() });

const CASES: [what: string, call: () => unknown, message: RegExp][] = [
  [
    "one source",
    () => L.gatherTables("out"),
    /^sources must be an array of paths, got String$/,
  ],
  ["a source that is none", () => L.gatherTables([1]), /^sources must be a path, got Number$/],
  ["no table", () => L.csvOfTable(undefined), /^table must be an object, got none$/],
  ["rows alone", () => L.parquetOfTable([{ a: 1 }]), /^table must be an object, got Array$/],
  [
    "a table without rows",
    () => L.csvOfTable({ columns: [{ name: "a" }] }),
    /^rows must be an array, got none$/,
  ],
  [
    "a file's name for its bytes",
    () => L.tableOfParquet("runs.parquet", "runs", "runs.parquet"),
    /^bytes must be a Uint8Array, got String$/,
  ],
  ["useBackend", () => L.useBackend("gpu"), /^backend must be auto or blas .*, got gpu$/],
  ["a split", () => L.loadMnist({ split: "valid" }), /^split must be train or test, got valid$/],
  [
    "half an image",
    () => L.loadMnist({ count: 1.5 }),
    /^count must be a whole number from 1 on, got 1.5/,
  ],
  [
    "no images",
    () => new L.DataSet("a", new Uint8Array(), new Uint8Array()),
    /one image or more, got none/,
  ],
  [
    "labels",
    () => new L.DataSet("a", [1], new Uint8Array(784)),
    /^labels must be a Uint8Array, got Array$/,
  ],
  [
    "pixels",
    () => new L.DataSet("a", new Uint8Array(1), floats(784)),
    /^pixels .*, got Float32Array$/,
  ],
  ["a state", () => TorchRandom.fromState(undefined as any), /625 whole numbers/],
  ["uniform", () => random().uniform(2, NaN), /^from must be a finite number, got NaN$/],
  [
    "reversed bounds",
    () => random().uniform(2, 1, 0),
    /^from must not be greater than to, got 1 and 0$/,
  ],
  [
    "a Gaussian",
    () => L.klUnivariate({ mean: 0 }, { mean: 0, std: 1 }),
    /^q.std must be a number, got undefined$/,
  ],
  [
    "cycles",
    () => L.cyclicalWeight(0, 9, { cycles: 0, rise: 1 }),
    /^cycles must be a finite number above 0/,
  ],
  [
    "rise",
    () => L.cyclicalWeight(0, 9, { cycles: 1, rise: 0 }),
    /^rise must be .* above 0 to 1, got 0$/,
  ],
  [
    "iterations",
    () => L.cyclicalWeight(0, 0, { cycles: 1, rise: 1 }),
    /^iterations .* from 1 on, got 0$/,
  ],
  [
    "sigmoid",
    () => L.sigmoidWeight(1, { midpoint: 1, steepness: -1 }),
    /^steepness .* above 0, got -1$/,
  ],
  [
    "schedule",
    () => L.schedule({ schedule: "cosine" }),
    /^schedule must be constant or .*, got cosine$/,
  ],
  ["eigenvalues", () => L.criticalBeta([]), /^eigenvalues must hold one or more, got none$/],
  [
    "head",
    () => new L.Vae({ head: "relu", random: random() }),
    /^head must be leaky or linear, got relu$/,
  ],
  [
    "architecture",
    () => new L.Vae({ architecture: "conv", random: random() }),
    /^architecture .* got conv$/,
  ],
  [
    "likelihood",
    () => new L.Vae({ likelihood: "poisson", random: random() }),
    /^likelihood .* got poisson$/,
  ],
  ["no generator", () => new L.Vae({}), /^random must be a TorchRandom, got none$/],
  [
    "images' shape",
    () => vae.encode(tf.zeros([1, 2])),
    /^x must have the shape \[B, 784\], got \[1,2\]$/,
  ],
  [
    "codes' shape",
    () => vae.reconstruct(tf.zeros([1, 3])),
    /^z must have the shape \[B, 2\], got \[1,3\]$/,
  ],
  ["noise's shape", () => vae.forward(x, tf.zeros([2, 3])), /^eps must have the shape \[B, 2\]/],
  [
    "noise's rows",
    () => vae.forward(x, tf.zeros([1, 2])),
    /^eps must have as many rows as x, 2, or a multiple of it, got 1$/,
  ],
  [
    "a weight",
    () => L.loss(output(), { klWeight: NaN }),
    /^klWeight must be a finite number from 0 on, got NaN/,
  ],
  [
    "a divisor of 0",
    () => L.loss(output(), { klWeight: 1, batchSize: 0 }),
    /^batchSize .* above 0, got 0$/,
  ],
  [
    "free bits",
    () => L.loss(output(), { klWeight: 1, freeBits: -1 }),
    /^freeBits .* from 0 on, got -1$/,
  ],
  [
    "decoder",
    () => L.loss(output(), { klWeight: 1, decoder: "gamma" }),
    /^decoder must be fixed or sigma/,
  ],
  [
    "constantObjective",
    () => L.constantObjective(-1),
    /^weight must be a finite number from 0 on, got -1$/,
  ],
  [
    "divisor",
    () => L.constantObjective(1, "pixels"),
    /^divisor must be rows or batch-size, got pixels$/,
  ],
  [
    "annealedObjective",
    () => L.annealedObjective({ warmUp: -1, annealing: 5 }),
    /^warmUp must be 0 or more/,
  ],
  [
    "beta",
    () => L.annealedObjective({ warmUp: 0, annealing: 5 }, NaN),
    /^beta must be .*, got NaN$/,
  ],
  ["scheduledObjective", () => L.scheduledObjective({}), /^schedule must be a function/],
  [
    "epochs",
    () => L.train(vae, images, { ...settings, epochs: NaN }),
    /^epochs must be a whole number/,
  ],
  [
    "learningRate",
    () => L.train(vae, images, { ...settings, learningRate: -1 }),
    /^learningRate .* above 0/,
  ],
  [
    "no objective",
    () => L.train(vae, images, { epochs: 1, random: random() }),
    /^objective .* got none$/,
  ],
  [
    "no random",
    () => L.train(vae, images, { epochs: 1, objective }),
    /^random must be a TorchRandom/,
  ],
  [
    "evaluate",
    () => L.evaluate(vae, images, { klWeight: -1, random: random() }),
    /^klWeight must be/,
  ],
  ["codes", () => L.decodeCodes(vae, floats(3)), /^codes must hold 2 values each, got 3 in all$/],
  [
    "classify",
    () => L.classify({}, floats(9)),
    /^a classifier has the parameter net.0.weight \[128, P\], got none$/,
  ],
  [
    "reconstructImages",
    () => L.reconstructImages(vae, images, -3),
    /^count must be .* from 1 on, got -3$/,
  ],
  ["no parameters", () => vae.loadStateDict({}), /wanted \[256,784\], found none/],
  [
    "too few values",
    () => vae.loadStateDict(changed({ values: floats(3) })),
    /Float32Array of 200704 values, found 3/,
  ],
  [
    "no values",
    () => vae.loadStateDict(changed({ values: undefined }) as any),
    /values, found none/,
  ],
  [
    "integers",
    () => vae.loadStateDict(changed({ values: new Int32Array(200704) }) as any),
    /found Int32Array/,
  ],
  [
    "a model too large to read",
    big,
    /^the latent size of a model file must be .* 1 to 784, got 1000$/,
  ],
  [
    "a shape that does not fit",
    () => L.writeSafetensors({ a: { shape: [3], values: floats(2) } }),
    /^"a" of shape \[3\] has 3 values, got 2$/,
  ],
  [
    "integers as floats",
    () => L.writeSafetensors(odd(new Int32Array(2))),
    /^the values of "a" must be a Float32Array, got Int32Array$/,
  ],
  ["doubles as floats", () => L.writeSafetensors(odd(new Float64Array(2))), /got Float64Array$/],
  ["a list of numbers", () => L.writeSafetensors(odd([1, 2])), /got Array$/],
  [
    "the notes' name",
    () => L.writeSafetensors({ __metadata__: { shape: [0], values: floats(0) } }),
    /no tensor may be called "__metadata__"/,
  ],
  [
    "half a character",
    () => L.writeSafetensors({ "\ud800": { shape: [0], values: floats(0) } }),
    /holds half of a character/,
  ],
  [
    "sizes below 0",
    () => L.writeSafetensors({ a: { shape: [-1, -2], values: floats(2) } }),
    /no shape of whole numbers/,
  ],
  [
    "half a size",
    () => L.writeSafetensors({ a: { shape: [0.5, 4], values: floats(2) } }),
    /no shape of whole numbers/,
  ],
  [
    "notes that are no texts",
    () => L.writeSafetensors({}, { epoch: 3 }),
    /^metadata "epoch" must be a text, got Number$/,
  ],
  ["too many tensors", () => L.writeSafetensors(many()), /more than 100000 parts/],
  ["a number of images", () => L.loadMnist(1000), /^options must be an object, got Number$/],
  [
    "a URL of images",
    () => L.loadMnist({ source: new URL("file:///a") }),
    /^source must be a path, got URL$/,
  ],
  ["a code", () => fit(Float64Array.of(1, NaN)), /^codes\[1\] must be a finite number, got NaN$/],
  ["no codes", () => fit([]), /^codes must hold one or more, got none$/],
  ["what is no codes", () => fit("codes"), /^codes must be an array of numbers, got String$/],
  [
    "a count of codes",
    () => L.mixtureCodes(mixture, 1.5, random()),
    /^count must be a whole number from 0 on, got 1.5$/,
  ],
  [
    "what is no mixture",
    () => L.mixtureCodes({ ...mixture, factors: Float64Array.of(0) }, 2, random()),
    /^factors\[0\], on a diagonal, must be above 0, got 0$/,
  ],
  [
    "the density of too few codes",
    () => L.priorGain({ logPosterior: [0, 0], logAggregate: [0, 0], kl: 1, codes: [0, 0] }, [0]),
    /^logPrior must hold a number for each of 2 codes, got 1$/,
  ],
  ["no images to measure", () => L.measureUnits(vae), /^data must be a DataSet, got none$/],
  ["no run to finish", () => L.finishRun(), /^session must be a Session, got none$/],
  ["no Gaussian", () => L.klUnivariate(), /^q must be an object, got none$/],
  ["no logVar", () => L.klDiagonal([0]), /^logVar must be an array of numbers, got none$/],
  ["no schedule", () => L.klWeight(1), /^schedule must be an object, got none$/],
  [
    "an epoch as a text",
    () => L.klWeight("1", { warmUp: 0, annealing: 5 }),
    /^epoch must be a number, got a text$/,
  ],
  ["no linear VAE", () => L.linearVae([1]), /^options must be an object, got none$/],
  [
    "an eigenvalue",
    () => L.linearVae([1, NaN], { beta: 1, latentSize: 1 }),
    /^eigenvalues\[1\] must be a finite number, got NaN$/,
  ],
  ["eigenvalues as a text", () => L.criticalBeta("31"), /must be an array of numbers, got String$/],
  ["spectra", () => L.spectra(floats(784)), /^data must be a DataSet, got Float32Array$/],
  [
    "a reduction",
    () => L.effectiveBeta({ ...written, reconstruction: "avg" }),
    /^reconstruction must be sum or mean, got avg$/,
  ],
  [
    "a loss's likelihood",
    () => L.diagnose({ ...written, likelihood: "poisson" }, {}),
    /^likelihood must be gaussian or bernoulli, got poisson$/,
  ],
  [
    "no spectra",
    () => L.diagnose({ ...written, likelihood: "gaussian" }),
    /^spectra must be an object, got none$/,
  ],
  ["no options of a model", () => new L.Vae(), /^random must be a TorchRandom, got none$/],
  ["an array of pixels", () => vae.encode(floats(784) as any), /^x must be a tensor, got Float32/],
  ["no noise", () => (vae as any).forward(x), /^eps must be a tensor, got none$/],
  ["no images", () => L.train(vae, floats(784), settings), /^data must be a DataSet, got Float32/],
  ["no model", () => L.train(state, images, settings), /^vae must be a Vae, got Object$/],
  ["no training options", () => L.train(vae, images), /^options must be an object, got none$/],
  [
    "an objective that gives a number",
    () => L.train(vae, images, { ...settings, objective: () => 3 }).next(),
    /^an objective must give `loss` as a scalar tensor, got none$/,
  ],
  [
    "an objective whose loss is a constant",
    () =>
      L.train(vae, images, {
        ...settings,
        objective: (output: any) => {
          const [reconstruction, kl] = [0, 1].map(() => tf.scalar(1));
          return { loss: tf.sum(output.x), reconstruction, kl, klWeight: 1 };
        },
      }).next(),
    /^an objective's `loss` must be computed .*: it depends on no parameter$/,
  ],
  [
    "an objective whose loss is no scalar",
    () =>
      L.train(vae, images, { ...settings, objective: (output: any) => ({ loss: output.x }) })
        .next(),
    /^an objective must give `loss` as a scalar tensor, got one of shape \[4,784\]$/,
  ],
  [
    "no options of evaluate",
    () => L.evaluate(vae, images),
    /^options must be an object, got none$/,
  ],
  ["no options of judge", () => L.judge(vae, images), /^options must be an object, got none$/],
  ["a data set as a picture", () => L.imageGrid(images), /^images must be a Float32Array, got Obj/],
  [
    "a canvas that is not awaited",
    () => L.encodePng(Promise.resolve({})),
    /^wanted a canvas, got Promise$/,
  ],
  ["a path", () => L.readSafetensors("a.safetensors"), /^bytes must be a Uint8Array, got String$/],
  ["no model to write", () => L.modelToBytes(state), /^vae must be a Vae, got Object$/],

  // Sessions: nothing is written before the options are known to be right.
  [
    "a task's name",
    () => L.Session.start("naive"),
    /^task must be a training task, .* got String$/,
  ],
  ["a session's folder", () => start("out/a"), /^options must be an object, got String$/],
  ["an option", () => start({ epoch: 1 }), /^there is no option epoch; wanted seed, epochs, .*/],
  ["a flag's name", () => start({ "batch-size": 1 }), /^there is no option batch-size; wanted/],
  ["another task's option", () => start({ freeBits: 1 }), /^there is no option freeBits; wanted/],
  [
    "a number as a text",
    () => start({ epochs: "3" }),
    /^`epochs` must be a whole number from 1 on; got "3"\.$/,
  ],
  [
    "an option of null",
    () => start({ beta: null }),
    /^`beta` must be a number from 0 on; got null/,
  ],
  ["an option's list", () => start({ images: [3n] }), /^`images` must be a whole .*; got \[3\]\.$/],
  ["a rounded seed", () => start({ seed: 2 ** 60 }), /^`seed` must be a whole number from -2\^63/],
  [
    "a backend",
    () => start({ backend: "gpu" }),
    /^`backend` must be one of auto, blas, .*; got "gpu"\.$/,
  ],
  [
    "a URL as a folder",
    () => start({ out: new URL("file:///a") }),
    /^`out` must be a path, not an empty text; got URL\.$/,
  ],
  [
    "resume and force",
    () => start({ resume: true, force: true }),
    /^`force` cannot be combined with `resume`\.$/,
  ],
  [
    "options that do not go together",
    () => L.Session.start(L.trainTask, { schedule: "constant", annealing: 5 }),
    /^`annealing` belongs to `schedule` linear, and the schedule is constant\.$/,
  ],

  // Sweeps and cures: a run that cannot be is told before the first one is trained.
  ["no grids", () => L.sweepRuns({ axes: {} }, "a"), /^grids must be an array, got Object$/],
  ["a sweep's folder", () => L.sweepRuns([{ axes: {} }]), /^out must be a path, got none$/],
  ["a grid", () => grid({ axis: {} }), /^a grid has no axis; wanted name, axes and shared\.$/],
  ["no axes", () => L.sweepRuns([{}], "a"), /^axes must be an object, got none$/],
  ["an axis", () => grid({ axes: { betas: [1] } }), /^there is no axis betas; wanted seed, beta/],
  [
    "an option that is no axis",
    () => grid({ axes: { learningRate: [1e-3] } }),
    /^there is no axis learningRate; wanted seed, beta, .*, freeBits\.$/,
  ],
  [
    "an axis of one value",
    () => grid({ axes: { beta: 1 } }),
    /^the axis `beta` must be an array of values; got Number\.$/,
  ],
  ["an empty axis", () => grid({ axes: { beta: [] } }), /^the axis `beta` must be .*; got none\.$/],
  [
    "an axis' value",
    () => grid({ axes: { beta: [1, -1] } }),
    /^the run beta--1_\S+ cannot be: `beta` must be a number from 0 on; got -1\.$/,
  ],
  [
    "a run of a sweep",
    () => grid({ axes: { architecture: ["linear"], likelihood: ["bernoulli"] } }),
    /^the run \S+ cannot be: `likelihood` bernoulli cannot be combined with `architecture` linear/,
  ],
  ["what is shared", () => grid({ shared: { epoch: 1 } }), /cannot be: there is no option epoch;/],
  [
    "a shared folder",
    () => grid({ shared: { out: "a" } }),
    /^runs cannot share `out`: a sweep chooses it for each of them\.$/,
  ],
  [
    "a shared axis",
    () => grid({ shared: { beta: 2 } }),
    /^`beta` belongs to `axes`, not to `shared`\.$/,
  ],
  ["no settings", () => L.sweep([run]).next(), /^settings must be an object, got none$/],
  ["a sweep without a folder", () => L.sweep([run], {}).next(), /^out must be a path, got none$/],
  ["no runs", () => L.sweep([], { out: "a" }).next(), /^runs must hold one or more, got none$/],
  [
    "grids as runs",
    () => L.sweep([{ axes: {} }], { out: "a" }).next(),
    /^runs must be as sweepRuns\(\) gives them, got others$/,
  ],
  ["no cures", () => L.cures().next(), /^settings must be an object, got none$/],
  ["cures without a folder", () => L.cures({}).next(), /^out must be a path, got none$/],
  ["a cure", () => cures({ methods: ["magic"] }), /^a method must be constant or .*, got magic$/],
  ["no methods", () => cures({ methods: [] }), /^methods must hold one or more, got none$/],
  ["no seeds", () => cures({ seeds: [] }), /^seeds must hold one or more, got none$/],
  [
    "a cure's seed",
    () => cures({ seeds: ["a"] }),
    /^the run constant_seed-a cannot be: `seed` must be a whole number .*; got "a"\.$/,
  ],
  [
    "what cures share",
    () => cures({ shared: { schedule: "constant" } }),
    /^`schedule` belongs to `methods`, not to `shared`\.$/,
  ],
];

for (const [what, call, message] of CASES) {
  it(`the library says what is wrong with ${what}`, async () => {
    const error = await assertRejects(async () => await call()) as Error;
    assertMatch(error.message, message);
    assert(
      [RangeError, TypeError, lab.UserError].some((kind) => error instanceof kind),
      error.name,
    );
    assertEquals(/--[a-z]/.test(error.message), false, "a library's error names no flag");
  });
}

it("parameters that do not fit change nothing, whichever is the last", () => {
  const before = vae.stateDict();
  const last = Object.keys(state).at(-1)!;
  const other = new Vae({ latentSize: 2, random: new TorchRandom(9) }).stateDict();
  for (const values of [undefined, floats(3), new Float64Array(784)]) {
    const wrong = { ...other, [last]: { ...other[last], values } } as any;
    try {
      vae.loadStateDict(wrong);
      throw new Error("taken");
    } catch (error) {
      assert(error instanceof lab.UserError, `${error}`);
    }
    assertEquals(vae.stateDict(), before);
  }
});

itNeeds([], "a state that does not fit changes neither the model nor the generator", async () => {
  const source = new TorchRandom(4);
  const trained = new Vae({ latentSize: 2, random: source });
  const run = lab.train(trained, images, { ...settings, random: source, epochs: 2 });
  let from!: lab.TrainState;
  for await (const _ of run) {
    from = await run.state();
    break;
  }
  const generator = new TorchRandom(5);
  const [model, numbers] = [vae.stateDict(), generator.state()];
  const { moments } = from.adam;
  for (
    const wrong of [
      { ...from, random: [1, 2] },
      { ...from, epochRandom: undefined },
      { ...from, adam: { ...from.adam, moments: {} } },
      { ...from, adam: { step: -1, moments } },
      { ...from, adam: { step: 1, moments: { ...moments, [name]: { first: [], second: [] } } } },
      { ...from, parameters: {} },
      { ...from, epoch: 0 },
      { ...from, batch: NaN },
      { ...from, batch: 7 },
    ]
  ) {
    try {
      L.train(vae, images, { ...settings, random: generator, from: wrong });
      throw new Error("taken");
    } catch (error) {
      assert(error instanceof RangeError || error instanceof lab.UserError, `${error}`);
    }
    assertEquals(vae.stateDict(), model);
    assertEquals(generator.state(), numbers);
  }
});
