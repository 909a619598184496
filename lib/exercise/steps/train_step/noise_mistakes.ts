import type { Evidence } from "../../step.ts";
import { numberText } from "../../values_part.ts";
import type { RunMistake } from "./run_mistake.ts";
import type { SeenRun } from "./seen_run.ts";

/** What students give to the model in place of noise that is drawn anew. */
const OF_NOISE: readonly RunMistake[] = [
  {
    name: "train-noise-zero",
    explains: (run) => isZero(run) && noiseEvidence(run, "normal numbers"),
    message:
      "The noise is zero: every code is the mean of its posterior, as in an autoencoder without noise.",
    hint: "Which numbers does the tensor eps hold?",
    strongerHint: "tf.zeros has the right shape, but the numbers have to be drawn.",
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
      "The noise is drawn once and used again in every step: it is part of the model then, and no noise.",
    hint: "How often is the line executed that draws eps?",
    strongerHint:
      "What stands outside of the function is executed once, when the file is loaded or first used.",
  },
  {
    name: "train-noise-shared",
    explains: (run) => {
      if (isZero(run) || !run.noise.every(hasRepetitions)) return false;
      const found = `${new Set(run.noise[0]).size}`;
      return {
        at: "different numbers in the noise of step 1",
        wanted: `${run.noise[0].length}`,
        found,
      };
    },
    message: "Several codes of a batch get the same noise.",
    hint:
      "Which shape has your eps? Where it is too small, TensorFlow.js spreads it over the batch.",
    strongerHint: "Each image needs a number for each latent unit.",
  },
  {
    name: "train-noise-uniform",
    explains: (run) =>
      !isZero(run) && sum(run, "uniform") > 0 && sum(run, "normal") === 0 &&
      run.noise.flat().every((value) => Math.abs(value) < 1.8) && // sqrt(3) makes the variance 1
      noiseEvidence(run, "normal numbers"),
    message: "The noise is uniform, not normal.",
    hint: "Which distribution does the reparameterization need?",
    strongerHint: "The posterior is a Gaussian. Look at what `random` offers.",
  },
  {
    name: "train-noise-not-from-random",
    explains: (run) =>
      !isZero(run) && !isRepeated(run) && !run.noise.every(hasRepetitions) &&
      sum(run, "uniform") === 0 && sum(run, "normal") === 0 &&
      noiseEvidence(run, "what random.normal gives"),
    message:
      "The noise does not come from `random`: the run cannot be repeated, whatever its seed.",
    hint: "Where do the numbers of eps come from?",
    strongerHint:
      "The third argument of your function draws numbers; tf's and JavaScript's own know no seed of the run.",
  },
];

/** The mistakes of noise; they say nothing of runs in which the model never ran, and got none. */
export const NOISE_MISTAKES: readonly RunMistake[] = OF_NOISE.map(({ explains, ...told }) => ({
  ...told,
  explains: (run) => run.noise.flat().every(Number.isFinite) && explains(run),
}));

/** The beginning of the noise, beside what it should be. */
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
