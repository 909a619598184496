import type { Evidence } from "../../step.ts";
import { areClose, numberText } from "../../values_part.ts";
import type { Codes, CodesCase } from "./codes_case.ts";
import { repetitionFlaw, TOLERANCE } from "./codes_flaw.ts";
import type { CodesMistake } from "./codes_mistake.ts";
import { distanceTo, noiseFlaw } from "./noise_flaw.ts";
import { allNoise, noiseOf } from "./noise_of.ts";

/** The empirical distribution's distance below which noise counts as uniform, times the root of the count. */
const DISTANCE = 2.8;

/** Mistakes of the noise itself: shift and scale are right. */
export const NOISE_MISTAKES: readonly CodesMistake[] = [
  {
    name: "no-noise",
    message: "The codes are the means: no noise is added.",
    hint: "Call the function twice with the same arguments: the codes must differ.",
    strongerHint: "What do you draw from `random`, and where does it go?",
    explains: (cases, codes) => constantNoise(cases, codes, 0),
  },
  {
    name: "std-added-without-noise",
    message:
      "The standard deviation is added to the mean, and no noise is drawn: each code lies one standard " +
      "deviation above its mean.",
    hint: "Call the function twice with the same arguments: the codes must differ.",
    strongerHint: "What do you draw from `random`, and where does it go?",
    explains: (cases, codes) => constantNoise(cases, codes, 1),
  },
  {
    name: "noise-shared-by-rows",
    message:
      "All images of a batch get the same noise: it is drawn once for each unit, and broadcast over the rows.",
    hint: "How many numbers do you draw, and how many codes are there?",
    strongerHint: "Broadcasting repeats a row without a word. What shape must the noise have?",
    explains: (cases, codes) => sharedNoise(cases, codes, "rows"),
  },
  {
    name: "noise-shared-by-units",
    message:
      "All units of an image get the same noise: it is drawn once for each row, and broadcast over the units.",
    hint: "How many numbers do you draw, and how many codes are there?",
    strongerHint: "Broadcasting repeats a column without a word. What shape must the noise have?",
    explains: (cases, codes) => sharedNoise(cases, codes, "units"),
  },
  {
    name: "noise-shared-by-all",
    message: "One number is drawn, and used as the noise of every unit of every image.",
    hint: "How many numbers do you draw, and how many codes are there?",
    strongerHint:
      "A number times a tensor is a tensor, without a word. What shape must the noise have?",
    explains: (cases, codes) => sharedNoise(cases, codes, "all"),
  },
  {
    name: "noise-drawn-once",
    message:
      "Every call adds the same noise: the noise of an image would be the same in all of training.",
    hint: "Where in your file is the noise drawn, and how often does that line run?",
    strongerHint:
      "A value that is kept outside the function, or a fixed seed, survives from call to call.",
    explains: (cases, codes) => {
      if (noiseFlaw(noiseOf(cases[0], codes[0].first))) return; // other cases may have the same
      return sameInBothCalls(codes);
    },
  },
  {
    name: "uniform-noise",
    message: "The noise is uniform on [0, 1), not standard normal: no code lies below its mean.",
    hint: "Which of the two functions of `random` do you call?",
    strongerHint: "What are the mean and the variance of your noise, and what must they be?",
    explains: (cases, codes) => {
      const noise = allNoise(cases, codes);
      if (!isUniform(noise, 0, 1)) return;
      return { at: "the mean of the noise", wanted: "about 0", found: numberText(mean(noise)) };
    },
  },
  {
    name: "centred-uniform-noise",
    message: "The noise is uniform about 0, not standard normal.",
    hint: "Which of the two functions of `random` do you call?",
    strongerHint:
      "Normal noise has no largest value; yours has. Its mean alone does not make it normal.",
    explains: (cases, codes) => {
      const noise = allNoise(cases, codes);
      const largest = Math.max(...noise.map(Math.abs));
      if (!isUniform(noise, -largest, largest)) return;
      const wanted = `above 3 (of ${noise.length} draws)`;
      return { at: "the largest draw of the noise", wanted, found: numberText(largest) };
    },
  },
  {
    name: "noise-not-from-random",
    message:
      "The noise does not come from `random`: with a generator of the same seed, the codes are other ones.",
    hint: "Which function makes your random numbers?",
    strongerHint:
      "`tf.randomNormal` and `Math.random` have generators of their own, which nobody can set back.",
    explains: (cases, codes) => {
      if (codes.some(({ drawn }) => drawn > 0) || noiseFlaw(allNoise(cases, codes))) return;
      return sameInBothCalls(codes) ? undefined : repetitionFlaw(cases[0], codes[0]);
    },
  },
];

/** Whether the noise is this number, everywhere and always. */
function constantNoise(
  cases: readonly CodesCase[],
  codes: readonly Codes[],
  value: number,
): Evidence | undefined {
  if (!allNoise(cases, codes).every((noise) => Math.abs(noise - value) < 1e-4)) return;
  const { first: [first], again: [again] } = codes[0];
  return {
    at: "row 1, unit 1 of z, in two calls",
    wanted: "two different numbers",
    found: `${numberText(first)} and ${numberText(again)}`,
  };
}

/** Whether rows share their noise, or units do, or all codes of a call: and not more than that. */
function sharedNoise(
  cases: readonly CodesCase[],
  codes: readonly Codes[],
  by: "rows" | "units" | "all",
): Evidence | undefined {
  for (const [i, at] of cases.entries()) {
    const noise = noiseOf(at, codes[i].first);
    const units = at.shape[1];
    const overRows = noise.every((value, k) => areEqual(value, noise[k % units]));
    const overUnits = noise.every((value, k) => areEqual(value, noise[k - k % units]));
    if (overRows !== (by !== "units") || overUnits !== (by !== "rows")) return;
  }
  const [at] = cases;
  const noise = noiseOf(at, codes[0].first);
  // Noise that no draw decides is another mistake.
  if (noise.every((value) => areEqual(value, 0) || areEqual(value, 1))) return;
  const other = by === "units" ? 1 : at.shape[1];
  return {
    at: by === "units"
      ? "the noise of units 1 and 2 of row 1"
      : "the noise of unit 1 in rows 1 and 2",
    wanted: "two different numbers",
    found: `${numberText(noise[0])} and ${numberText(noise[other])}`,
  };
}

function sameInBothCalls(codes: readonly Codes[]): Evidence | undefined {
  if (!codes.every(({ first, again }) => areClose(again, first, TOLERANCE))) return;
  const { first: [first], again: [again] } = codes[0];
  return {
    at: "row 1, unit 1 of z, in two calls with the same generator",
    wanted: "two different numbers",
    found: `${numberText(first)} and ${numberText(again)}`,
  };
}

function isUniform(noise: readonly number[], from: number, to: number): boolean {
  const share = (x: number) => Math.min(1, Math.max(0, (x - from) / (to - from)));
  return distanceTo(noise, share) * Math.sqrt(noise.length) < DISTANCE;
}

/** Noise as float32 codes leave it. */
function areEqual(a: number, b: number): boolean {
  return Math.abs(a - b) < 1e-4;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
