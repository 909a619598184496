import type { Evidence } from "../../step.ts";
import { numberText } from "../../number_text.ts";
import { noiseDefect } from "./noise_defect.ts";
import type { RunMistake } from "./run_mistake.ts";
import type { SeenRun } from "./seen_run.ts";

/** No uniform numbers with a variance of 1 or less lie beyond it: those reach to sqrt(3). */
const UNIFORM = 1.8;

/** What students give to the model in place of noise that is drawn anew. */
const OF_NOISE: readonly RunMistake[] = [
  {
    name: "train-noise-zero",
    explains: (run) => isZero(run) && noiseEvidence(run, "normal numbers"),
    message:
      "The noise is zero: every code is the mean of its posterior, as in a plain autoencoder.",
    hint: "Which numbers does the tensor eps hold?",
    strongerHint: "tf.zeros has the right shape, but noise has to be drawn.",
  },
  {
    name: "train-noise-drawn-once",
    explains: (run) => {
      if (isZero(run) || !isRepeated(run)) return false;
      const [first] = run.noise[0];
      const found = `${numberText(first)} and ${numberText(run.noise[1][0])}`;
      return { at: "the first noise of steps 1 and 2", wanted: "two different numbers", found };
    },
    message:
      "The noise is drawn once and used again in every step: it is then a constant, not noise.",
    hint: "How often is the line that draws eps executed?",
    strongerHint:
      "Code outside of the function runs once, when the file is loaded, and a variable there keeps its value from " +
      "call to call.",
  },
  {
    name: "train-noise-shared",
    explains: (run) => {
      if (isZero(run) || !run.noise.every(hasRepetitions)) return false;
      const [first] = run.noise;
      return {
        at: "different numbers in the noise of step 1",
        ...{ wanted: `${first.length}`, found: `${new Set(first).size}` },
      };
    },
    message: "Several codes of a batch get the same noise.",
    hint:
      "What shape is your eps? Where it is too small, TensorFlow.js repeats its numbers for the rest of the batch.",
    strongerHint: "Each image needs a number for each latent unit.",
  },
  {
    name: "train-noise-uniform",
    explains: (run) =>
      !isZero(run) && sum(run, "uniform") > 0 && sum(run, "normal") === 0 &&
      [...run.noise.flat(), ...run.draws].every((value) => Math.abs(value) < UNIFORM) &&
      noiseEvidence(run, "normal numbers"),
    message: "The noise is uniform, not normal.",
    hint: "Which distribution does the reparameterization need?",
    strongerHint: "The posterior is a Gaussian. What else can `random` draw?",
  },
  {
    name: "train-noise-not-from-random",
    explains: (run) =>
      !isZero(run) && !isRepeated(run) && !run.noise.every(hasRepetitions) &&
      sum(run, "uniform") === 0 && sum(run, "normal") === 0 &&
      noiseEvidence(run, "numbers from `random`"),
    message:
      "The noise does not come from `random`: the run cannot be repeated, whatever its seed.",
    hint: "Where do the numbers in eps come from?",
    strongerHint:
      "The third argument of your function draws numbers; the generators of tf and of JavaScript do not depend on " +
      "the run's seed.",
  },
  {
    name: "train-noise-scaled",
    explains: (run) => {
      const { draws } = run, flaw = noiseDefect(run);
      const scale = Math.sqrt(draws.reduce((total, value) => total + value ** 2 / draws.length, 0));
      if (!flaw || sum(run, "normal") === 0 || !(Math.abs(scale - 1) > 0.1)) return false;
      return !noiseDefect({ ...run, draws: draws.map((value) => value / scale) }) && flaw;
    },
    message: "The noise is normal, but not of variance 1: it is multiplied by a number.",
    hint: "What happens to the numbers of `random` before the model gets them?",
    strongerHint: "The model multiplies the noise by the posterior's sigma itself.",
  },
];

/** The mistakes of noise; they say nothing about runs in which the model never ran, and got none. */
export const NOISE_MISTAKES: readonly RunMistake[] = OF_NOISE.map(({ explains, ...told }) => ({
  ...told,
  explains: (run) => run.noise.flat().every(Number.isFinite) && explains(run),
}));

/** The first numbers of the noise, beside what they should be. */
function noiseEvidence({ noise }: SeenRun, wanted: string): Evidence {
  const found = `${noise[0].slice(0, 4).map(numberText).join(", ")}, ...`;
  return { at: "the noise of step 1", wanted, found };
}

function isZero({ noise }: SeenRun): boolean {
  return noise.flat().every((value) => value === 0);
}

function isRepeated({ noise }: SeenRun): boolean {
  return noise.every((values) => values.every((value, i) => value === noise[0][i]));
}

function hasRepetitions(values: readonly number[]): boolean {
  return new Set(values).size < values.length;
}

function sum({ calls }: SeenRun, name: "normal" | "uniform"): number {
  return calls.reduce((total, counts) => total + counts[name], 0);
}
