import type { TrainTaskOptions } from "../train_task.ts";

/** A way to train, among which the task `cures` compares. */
export interface Method {
  /** What tables and figures call it. */
  readonly title: string;
  /** Where it comes from. */
  readonly source: string;
  /** What it chooses of the options of `train`. */
  readonly options: Partial<TrainTaskOptions>;
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
    options: { schedule: "linear" },
  },
  "cyclical": {
    title: "cyclical annealing",
    source: "it rises four times (Fu et al. 2019)",
    options: { schedule: "cyclical" },
  },
  "free-bits": {
    title: "free bits 0.5",
    source: "half a nat of each unit costs nothing (Kingma et al. 2016)",
    options: { schedule: "constant", freeBits: 0.5 },
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
  },
  "delta-vae": {
    title: "delta-VAE 0.5",
    source: "no unit can be nearer to the prior than half a nat (Razavi et al. 2019)",
    options: { schedule: "constant", family: "delta", delta: 0.5 },
  },
  "batch-norm": {
    title: "batch norm, gamma 0.7",
    source: "each unit's means vary by a fixed gamma over a batch (Zhu et al. 2020)",
    options: { schedule: "constant", family: "batch-norm", gamma: 0.7 },
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
