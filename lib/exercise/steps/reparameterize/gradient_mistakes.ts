import { noiseFlaw } from "../../noise_flaw.ts";
import type { Codes, CodesCase } from "./codes_case.ts";
import { logVarGradientFlaw, muGradientFlaw, repetitionFlaw } from "./codes_flaw.ts";
import type { CodesMistake } from "./codes_mistake.ts";
import { allRecoveredNoise } from "./recovered_noise.ts";

/** Mistakes that show in the gradients alone: the values of the codes are right. */
export const GRADIENT_MISTAKES: readonly CodesMistake[] = [
  {
    name: "gradient-cut-off",
    message:
      "The codes are right, but no gradient flows through them: neither `mu` nor `logVar` would ever be trained.",
    hint: "Where do your numbers leave the tensors, and come back as new ones?",
    strongerHint:
      "After `dataSync` or `arraySync`, TensorFlow.js no longer knows what a number was computed from.",
    explains: (cases, codes) =>
      hasRightCodes(cases, codes) &&
        codes.every(({ byMu, byLogVar }) => isZero(byMu) && isZero(byLogVar))
        ? muGradientFlaw(cases[0], codes[0])
        : undefined,
  },
  {
    name: "mu-gradient-cut-off",
    message:
      "The codes are right, but no gradient flows to `mu`: the encoder could not learn where a code should lie.",
    hint: "Where do the numbers of the mean leave the tensors, and come back as new ones?",
    strongerHint:
      "After `dataSync` or `arraySync`, TensorFlow.js no longer knows what a number was computed from.",
    explains: (cases, codes) =>
      hasRightCodes(cases, codes) &&
        codes.every((codes, i) => !logVarGradientFlaw(cases[i], codes) && isZero(codes.byMu))
        ? muGradientFlaw(cases[0], codes[0])
        : undefined,
  },
  {
    name: "log-var-gradient-cut-off",
    message:
      "The codes are right, but no gradient flows to `logVar`: the encoder could not learn how much noise to " +
      "add.",
    hint:
      "Where do the numbers of the standard deviation leave the tensors, and come back as new ones?",
    strongerHint:
      "After `dataSync` or `arraySync`, TensorFlow.js no longer knows what a number was computed from.",
    explains: (cases, codes) =>
      hasRightCodes(cases, codes) &&
        codes.every((codes, i) => !muGradientFlaw(cases[i], codes) && isZero(codes.byLogVar))
        ? logVarGradientFlaw(cases[0], codes[0])
        : undefined,
  },
];

function hasRightCodes(cases: readonly CodesCase[], codes: readonly Codes[]): boolean {
  return !noiseFlaw(allRecoveredNoise(cases, codes)) &&
    !codes.some((codes, i) => repetitionFlaw(cases[i], codes));
}

function isZero(values: readonly number[]): boolean {
  return values.every((value) => value === 0);
}
