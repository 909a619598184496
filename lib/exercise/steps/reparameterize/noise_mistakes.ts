import { summary } from "../../../math/summary.ts";
import { mayComeFrom } from "../../may_come_from.ts";
import { noiseFlaw } from "../../noise_flaw.ts";
import { numberText } from "../../number_text.ts";
import { uniformCdf } from "../../uniform_cdf.ts";
import { repetitionFlaw } from "./codes_flaw.ts";
import type { CodesMistake } from "./codes_mistake.ts";
import { constantNoise, sameInBothCalls, sharedNoise } from "./noise_evidence.ts";
import { allRecoveredNoise, recoveredNoise } from "./recovered_noise.ts";

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
    strongerHint: "Broadcasting repeats a row silently. What shape must the noise have?",
    explains: (cases, codes) => sharedNoise(cases, codes, "rows"),
  },
  {
    name: "noise-shared-by-units",
    message:
      "All units of an image get the same noise: it is drawn once for each row, and broadcast over the units.",
    hint: "How many numbers do you draw, and how many codes are there?",
    strongerHint: "Broadcasting repeats a column silently. What shape must the noise have?",
    explains: (cases, codes) => sharedNoise(cases, codes, "units"),
  },
  {
    name: "noise-shared-by-all",
    message: "One number is drawn, and used as the noise of every unit of every image.",
    hint: "How many numbers do you draw, and how many codes are there?",
    strongerHint:
      "A number times a tensor is a tensor, and nothing warns you. What shape must the noise have?",
    explains: (cases, codes) => sharedNoise(cases, codes, "all"),
  },
  {
    name: "noise-drawn-once",
    message:
      "Every call adds the same noise: the noise of an image would be the same throughout training.",
    hint: "Where does the noise come from, and what makes it change from one call to the next?",
    strongerHint:
      "A value that is kept outside the function, or a fixed seed, survives from call to call.",
    explains: (cases, codes) => {
      if (noiseFlaw(recoveredNoise(cases[0], codes[0].first))) return; // other cases may have the same noise
      return sameInBothCalls(codes);
    },
  },
  {
    name: "uniform-noise",
    message: "The noise is uniform on [0, 1), not standard normal: no code lies below its mean.",
    hint: "Which of the two functions of `random` do you call?",
    strongerHint: "What are the mean and the variance of your noise, and what must they be?",
    explains: (cases, codes) => {
      const noise = allRecoveredNoise(cases, codes);
      if (!mayComeFrom(noise, uniformCdf(0, 1))) return;
      const { mean } = summary(noise);
      return { at: "the mean of the noise", wanted: "about 0", found: numberText(mean) };
    },
  },
  {
    name: "centred-uniform-noise",
    message: "The noise is uniform around 0, not standard normal.",
    hint: "Which of the two functions of `random` do you call?",
    strongerHint:
      "Normal noise has no largest value; yours does. A mean of 0 alone does not make it normal.",
    explains: (cases, codes) => {
      const noise = allRecoveredNoise(cases, codes);
      const largest = Math.max(...noise.map(Math.abs));
      if (!mayComeFrom(noise, uniformCdf(-largest, largest))) return;
      const wanted = `above 3 (of ${noise.length} draws)`;
      return { at: "the largest draw of the noise", wanted, found: numberText(largest) };
    },
  },
  {
    name: "noise-not-from-random",
    message:
      "The noise does not come from `random`: two generators of the same seed give different codes.",
    hint: "Which function makes your random numbers?",
    strongerHint:
      "`tf.randomNormal` and `Math.random` have generators of their own, which the seed of `random` does not set.",
    explains: (cases, codes) => {
      if (codes.some(({ drawn }) => drawn > 0) || noiseFlaw(allRecoveredNoise(cases, codes))) {
        return;
      }
      return sameInBothCalls(codes) ? undefined : repetitionFlaw(cases[0], codes[0]);
    },
  },
];
