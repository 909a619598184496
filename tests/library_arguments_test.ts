/** What the library answers to arguments that are plausible and wrong: what was wanted, what was found. */
// deno-lint-ignore-file no-explicit-any
import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { it } from "@std/testing/bdd";
import * as experiment from "../lib/experiment/mod.ts";
import * as math from "../lib/math/mod.ts";
import * as measure from "../lib/measure/mod.ts";
import * as model from "../lib/model/mod.ts";
import * as theory from "../lib/theory/mod.ts";
import * as training from "../lib/train/mod.ts";
import * as lab from "../mod.ts";
import { itNeeds } from "./needs.ts";

const { tf, TorchRandom, Vae } = lab;
await tf.setBackend("cpu");

/** All entries, as a caller without types sees them. */
const L = { ...math, ...theory, ...model, ...training, ...measure, ...experiment, ...lab } as any;
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

const CASES: [what: string, call: () => unknown, message: RegExp][] = [
  ["useBackend", () => L.useBackend("gpu"), /^backend must be auto or tensorflow .*, got gpu$/],
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
    /^eps must have as many rows as x, 2, got 1$/,
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
  ["classify", () => L.classify({}, floats(9)), /^images must hold 784 values each, got 9 in all$/],
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
