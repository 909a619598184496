import { summary } from "../../../math/summary.ts";
import { mayComeFrom } from "../../may_come_from.ts";
import { normalCdf } from "../../normal_cdf.ts";
import type { Mistake } from "../../values_part.ts";
import { looksUniform, mayBeTruncated } from "./code_shapes.ts";
import {
  differentCodesEvidence,
  equalUnitsEvidence,
  lengthEvidence,
  momentsEvidence,
  otherSeedEvidence,
  rangeEvidence,
  sameSeedEvidence,
} from "./codes_evidence.ts";
import { areSameCodes, haveEqualLengths, haveEqualUnits, isOneCode } from "./equal_codes.ts";
import { inCodes, inUnits } from "./explanations.ts";
import { priorFlaw } from "./prior_flaw.ts";
import type { SampleCase } from "./sample_case.ts";
import { unitsOf } from "./seen.ts";

/** Mistakes that show in the codes that were decoded. */
export const CODE_MISTAKES: readonly Mistake<SampleCase>[] = [
  {
    name: "zero-codes",
    explains: inCodes((codes) =>
      isZero(codes.flat(2)) ? momentsEvidence(unitsOf(codes)) : undefined
    ),
    message: "All codes are zero, so all images are the same.",
    hint: "Where does `random` come in?",
    strongerHint: "The prior's mean is one code of many. How do two calls differ?",
  },
  {
    name: "one-code-repeated",
    explains: inCodes((codes) =>
      !isZero(codes.flat(2)) && codes.every(isOneCode) && !codes.every(haveEqualUnits) &&
        !areSameCodes(codes[0], codes[2])
        ? differentCodesEvidence(codes[0])
        : undefined
    ),
    message: "All images of a call are the same: one code was drawn, and repeated.",
    hint: "How often does your function ask `random` for numbers, and for how many?",
    strongerHint: "The decoder needs n different codes. How many numbers is that altogether?",
  },
  {
    name: "equal-units",
    explains: inCodes((codes) =>
      codes.every(haveEqualUnits) && !isOneCode(codes[0]) ? equalUnitsEvidence(codes[0]) : undefined
    ),
    message: "All units of a code are equal: each code is one number, repeated.",
    hint: "How many numbers make up one code?",
    strongerHint: "A value that is broadcast over a row is the same in all of its columns.",
  },
  {
    name: "uniform-codes",
    explains: inUnits((units) =>
      looksUniform(units, "from 0") ? momentsEvidence(units) : undefined
    ),
    message: "The codes are uniform on an interval that begins at 0, as in the notebook.",
    hint: "From which distribution should a code come, if the KL term did its work?",
    strongerHint:
      "All units of your codes are positive. Which values of a unit did the decoder see in training?",
  },
  {
    name: "uniform-codes-around-zero",
    explains: inUnits((units) =>
      looksUniform(units, "around 0") ? rangeEvidence(units) : undefined
    ),
    message: "The codes are uniform on an interval around 0.",
    hint: "From which distribution should a code come, if the KL term did its work?",
    strongerHint:
      "The mean is that of the prior. How large do draws from the prior get, and how often are they small?",
  },
  {
    name: "truncated-codes",
    explains: inCodes((codes) => {
      const units = unitsOf(codes);
      return mayBeTruncated(units) && !haveEqualLengths(codes) && !isOneCode(codes[0]) &&
          !haveEqualUnits(codes[0])
        ? rangeEvidence(units)
        : undefined;
    }),
    message: "The codes are normal draws that end at a bound: no unit lies beyond it.",
    hint: "Is there a clip, or a truncated distribution, between the draw and the decoder?",
    strongerHint:
      "The prior has no bound: of 8,000 units about 20 should lie more than 3 from its mean.",
  },
  {
    name: "codes-of-one-length",
    explains: inCodes((codes) =>
      haveEqualLengths(codes) && !isOneCode(codes[0]) ? lengthEvidence(codes[0]) : undefined
    ),
    message: "All codes have the same length: they lie on a sphere around 0.",
    hint: "What happens to the codes between the draw and the decoder?",
    strongerHint: "A vector that is divided by its norm keeps its direction, and nothing else.",
  },
  {
    name: "positive-codes",
    explains: inUnits((units) =>
      units.every((unit) => unit > -1e-3) && mayComeFrom(units, halfNormalCdf)
        ? rangeEvidence(units)
        : undefined
    ),
    message: "The codes are the absolute values of normal draws: no unit is negative.",
    hint: "What happens to the numbers that `random` gives, before they are decoded?",
    strongerHint: "The prior is symmetric around its mean. On which side of 0 do your codes lie?",
  },
  {
    name: "shifted-codes",
    explains: inUnits((units) => {
      const { mean } = summary(units);
      return priorFlaw(units) && !priorFlaw(units.map((unit) => unit - mean))
        ? momentsEvidence(units)
        : undefined;
    }),
    message: "The codes are normal draws around another mean than that of the prior.",
    hint: "What is the mean of the numbers that `random` gives, and what is it after your changes?",
    strongerHint:
      "Print the mean of all units just before they are decoded, and look for what was added.",
  },
  {
    name: "scaled-codes",
    explains: inUnits((units) => {
      const { mean, deviation } = summary(units);
      return deviation > 1e-2 && !priorFlaw(units.map((unit) => unit / deviation)) &&
          Math.abs(mean) < deviation / 10 && priorFlaw(units) && !mayBeTruncated(units)
        ? momentsEvidence(units)
        : undefined;
    }),
    message: "The codes are normal draws around 0 whose spread is not that of the prior.",
    hint:
      "What is the standard deviation of the numbers that `random` gives, and what is it after your changes?",
    strongerHint:
      "Print the standard deviation of all units just before they are decoded, and look for a factor.",
  },
  {
    name: "randomness-of-its-own",
    explains: inCodes((codes) =>
      !priorFlaw(unitsOf(codes)) && !areSameCodes(codes[0], codes[1])
        ? sameSeedEvidence(codes[0], codes[1])
        : undefined
    ),
    message:
      "Two calls with the same seed give different images: the codes do not come from `random`.",
    hint: "Where do your random numbers come from?",
    strongerHint:
      "A result that cannot be reproduced cannot be checked: TensorFlow.js and Math have random numbers of their own.",
  },
  {
    name: "seeded-anew",
    explains: inCodes(([one, again, other]) =>
      mayComeFrom(one.flat(), normalCdf) && areSameCodes(one, again) &&
        areSameCodes(one, other) && !isOneCode(one) && !haveEqualUnits(one)
        ? otherSeedEvidence(one, other)
        : undefined
    ),
    message:
      "Every call gives the same images, whichever `random` it is given: the codes come from a fixed seed.",
    hint: "Is there a seed written in your function?",
    strongerHint: "The caller chooses the seed, by the `random` that it passes.",
  },
];

/** Of the absolute value of a standard normal draw. */
function halfNormalCdf(x: number): number {
  return Math.max(0, 2 * normalCdf(x) - 1);
}

function isZero(units: readonly number[]): boolean {
  return units.every((unit) => Math.abs(unit) < 1e-3);
}
