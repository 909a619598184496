import type { TrainTaskOptions } from "../train_options.ts";

/** A way to train, among which the task `cures` compares. */
export interface Method {
  /** What tables and figures call it. */
  readonly title: string;
  /** Where it comes from. */
  readonly source: string;
  /** What it chooses of the options of `train`. */
  readonly options: Partial<TrainTaskOptions>;
  /** Whether it takes so much longer than the others that a comparison has it only where it is named. */
  readonly costly?: boolean;
  /** The values of its settings that a scan compares, each combination of them; the chosen one is among them. */
  readonly grid?: { readonly [O in keyof TrainTaskOptions]?: readonly TrainTaskOptions[O][] };
}

/** The methods by name: what they are compared with, the lab's own cure, and the others'. */
export const METHODS = {
  "constant": {
    title: "constant weight",
    source: "the lab's loss, unscaled",
    options: { schedule: "constant" },
  },
  "annealing": {
    title: "linear annealing",
    source: "the lab's cure: the weight rises to 1 over five epochs (Bowman et al. 2016)",
    options: { schedule: "linear", annealing: 5 },
    grid: { annealing: [2, 5, 10] },
  },
  "cyclical": {
    title: "cyclical annealing",
    source: "it rises four times (Fu et al. 2019)",
    options: { schedule: "cyclical", cycles: 4 },
    grid: { cycles: [2, 4, 8] },
  },
  "free-bits": {
    title: "free bits 0.5",
    source: "half a nat of each unit costs nothing (Kingma et al. 2016)",
    options: { schedule: "constant", freeBits: 0.5 },
    grid: { freeBits: [0.1, 0.25, 0.5, 1] },
  },
  "sigma-vae": {
    title: "sigma-VAE",
    source: "the decoder's variance follows the error (Rybkin et al. 2021)",
    options: { schedule: "constant", decoder: "sigma" },
  },
  "linear-heads": {
    title: "linear heads",
    source: "no LeakyReLU at the end of mu and log_var, as is usual",
    options: { schedule: "constant", head: "linear" },
  },
  "low-beta": {
    title: "beta 0.5",
    source: "half the weight (a beta-VAE: Higgins et al. 2017)",
    options: { schedule: "constant", beta: 0.5 },
    grid: { beta: [0.25, 0.5, 0.75] },
  },
  "beta-down": {
    title: "beta annealed down",
    source: "it falls from 10 to 1 over two epochs, annealing in reverse order (Sankarapandian " +
      "and Kulis 2021)",
    options: { schedule: "falling", peak: 10, fall: 2 },
    grid: { peak: [3, 10], fall: [2, 5, 10] },
  },
  "infovae": {
    title: "InfoVAE",
    source: "the codes' MMD from the prior beside or in place of the KL term (Zhao et al. 2017)",
    options: { schedule: "constant", objective: "infovae", alpha: 1, lambda: 10 },
    grid: { alpha: [0, 1], lambda: [10, 100, 1000] },
  },
  "iwae-5": {
    title: "IWAE, K = 5",
    source: "the bound by 5 importance-weighted codes an image (Burda et al. 2016)",
    options: { schedule: "constant", objective: "iwae", samples: 5 },
    grid: { samples: [2, 5, 10] },
  },
  "iwae-50": {
    title: "IWAE, K = 50",
    source: "the same by 50 codes, as in the paper",
    options: { schedule: "constant", objective: "iwae", samples: 50 },
    costly: true,
  },
  "aggressive": {
    title: "aggressive inference",
    source: "the encoder is trained ahead of the decoder at first (He et al. 2019)",
    options: {
      ...{ schedule: "constant", inference: "aggressive" },
      ...{ innerBlock: 10, innerLimit: 20 },
    },
    grid: { innerLimit: [20, 50, 100] },
  },
  "delta-vae": {
    title: "delta-VAE 1",
    source: "no unit can be nearer to the prior than one nat (Razavi et al. 2019)",
    options: { schedule: "constant", family: "delta", delta: 1 },
    grid: { delta: [0.05, 0.1, 0.25, 0.5, 1] },
  },
  "batch-norm": {
    title: "batch norm, gamma 0.9",
    source: "each unit's means vary by a fixed gamma over a batch (Zhu et al. 2020)",
    options: { schedule: "constant", family: "batch-norm", gamma: 0.9 },
    grid: { gamma: [0.3, 0.5, 0.7, 0.9] },
  },
  "skip": {
    title: "skip connections",
    source: "the code enters each layer of the decoder (Dieng et al. 2019)",
    options: { schedule: "constant", skip: "code" },
  },
} as const satisfies Record<string, Method>;

/** The name of a method. */
export type MethodName = keyof typeof METHODS;

/** The names, in the order in which they are shown. */
export const METHOD_NAMES = Object.keys(METHODS) as MethodName[];

/** A method by its name. */
export function methodOf(name: MethodName): Method {
  return METHODS[name];
}

/** Those that are compared where none is named. */
export const USUAL_METHODS: readonly MethodName[] = METHOD_NAMES.filter((name) =>
  !methodOf(name).costly
);
