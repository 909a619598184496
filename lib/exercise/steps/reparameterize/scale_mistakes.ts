import { noiseFlaw } from "../../noise_flaw.ts";
import type { CodesMistake } from "./codes_mistake.ts";
import { allRecoveredNoise, type Recover } from "./recovered_noise.ts";
import { shiftEvidence, spreadEvidence } from "./scale_evidence.ts";

const { abs, exp, sqrt } = Math;

/** Mistakes of shift and scale: undone in the wrong way, the codes leave standard normal noise. */
export const SCALE_MISTAKES: readonly CodesMistake[] = [
  {
    name: "log-variance-as-std",
    explains: leavesNoise(byStd((logVar) => logVar)),
    message: "The noise is scaled by `logVar` itself, as if it were the standard deviation.",
    hint: "`logVar` is a logarithm, and may be negative. Can a standard deviation be negative?",
    strongerHint: "Two operations separate log sigma^2 from sigma: the logarithm, and the square.",
  },
  {
    name: "halved-log-variance-as-std",
    explains: leavesNoise(byStd((logVar) => logVar / 2)),
    message: "The noise is scaled by half of `logVar`: that is log sigma, not sigma.",
    hint: "What you scale by may be negative. Can a standard deviation be negative?",
    strongerHint: "The square is undone; the logarithm is not.",
  },
  {
    name: "variance-as-std",
    explains: leavesNoise(byStd((logVar) => exp(logVar))),
    message:
      "The noise is scaled by the variance where the standard deviation belongs; in other words, `logVar` is taken " +
      "for log sigma.",
    hint:
      "`logVar` is the logarithm of sigma squared. What do you get when only the logarithm is undone?",
    strongerHint:
      "Multiplying noise by a factor multiplies its variance by the factor's square. Which factor gives the wanted " +
      "variance?",
  },
  {
    name: "inverse-std",
    explains: leavesNoise(byStd((logVar) => exp(-logVar / 2))),
    message:
      "The noise is divided by the standard deviation: the units with the smallest variance get the most noise.",
    hint:
      "Try a `logVar` of 2 and one of -2. Which of the two should give codes that are spread out more?",
    strongerHint: "Look for a wrong sign in an exponent, or for a division.",
  },
  {
    name: "log-variance-halved-twice",
    explains: leavesNoise(byStd((logVar) => exp(logVar / 4))),
    message: "The noise is scaled by the square root of the standard deviation.",
    hint: "The step from the variance to the standard deviation is taken twice.",
    strongerHint:
      "You can take the root before the exponential (by a factor) or after it (by `sqrt`), but not both.",
  },
  {
    name: "log-variance-as-variance",
    explains: leavesNoise(byStd(sqrt)),
    message:
      "The noise is scaled by the square root of `logVar`, as if it were the variance. Where `logVar` is negative, " +
      "the codes are NaN.",
    hint: "`logVar` is a logarithm, and may be negative. Can a variance be negative?",
    strongerHint: "The square is undone; the logarithm is not.",
  },
  {
    name: "half-variance-as-std",
    explains: leavesNoise(byStd((logVar) => exp(logVar) / 2)),
    message: "The noise is scaled by half of the variance.",
    hint: "Which power of a number is its square root?",
    strongerHint: "Halving a number is not the same as taking its root: try a variance of 4.",
  },
  {
    name: "log-variance-doubled",
    explains: leavesNoise(byStd((logVar) => exp(2 * logVar))),
    message: "The noise is scaled by the square of the variance.",
    hint: "Try a variance of 4: what is the standard deviation, and what do you multiply by?",
    strongerHint: "The logarithm of a square is twice the logarithm. Which way do you have to go?",
  },
  {
    name: "softplus-as-std",
    explains: leavesNoise(byStd((logVar) => Math.log1p(exp(logVar)))),
    message:
      "The noise is scaled by the softplus of `logVar`, which is not its standard deviation.",
    hint: "`logVar` is the logarithm of sigma squared. What undoes a logarithm?",
    strongerHint:
      "Other programs let the network give another quantity, and make sigma from that by a softplus.",
  },
  {
    name: "std-not-applied",
    explains: leavesNoise(byStd(() => 1)),
    message:
      "The noise is added as it is drawn, without the standard deviation: `logVar` has no effect.",
    hint: "Draw codes for a small and for a large `logVar`: does their spread differ?",
    strongerHint: "What must noise of variance 1 be multiplied by to have the wanted variance?",
  },
  {
    name: "mean-not-added",
    explains: leavesNoise((z, _, logVar) => z / exp(logVar / 2)),
    message: "The codes lie around 0: `mu` has no effect.",
    hint: "What is the mean of your codes over many draws, and what should it be?",
    strongerHint: "The codes are scaled, and not shifted.",
  },
  {
    name: "std-times-mean",
    explains: leavesNoise((z, mu, logVar) => z / exp(logVar / 2) - mu),
    message: "The mean is scaled together with the noise.",
    hint: "What is the mean of your codes over many draws, and what should it be?",
    strongerHint: "Which of the two terms belongs inside the parentheses of the multiplication?",
  },
  {
    name: "mean-and-std-times-noise",
    explains: leavesNoise((z, mu, logVar) => divided(z, mu + exp(logVar / 2))),
    message: "The sum of mean and standard deviation is multiplied by the noise.",
    hint: "What is the mean of your codes over many draws, and what should it be?",
    strongerHint: "Which of the two terms belongs inside the parentheses of the multiplication?",
  },
  {
    name: "noise-times-mean",
    explains: leavesNoise((z, mu, logVar) => divided(z - exp(logVar / 2), mu)),
    message: "The noise is scaled by the mean, and shifted by the standard deviation.",
    hint: "What is the mean of your codes over many draws, and what should it be?",
    strongerHint:
      "Which of the two arguments says where the codes lie, and which how far they spread?",
  },
  {
    name: "std-added-to-noise",
    explains: leavesNoise((z, mu, logVar) => z - mu - exp(logVar / 2)),
    message: "The standard deviation is added to mean and noise: it shifts the codes.",
    hint: "Draw codes for a small and for a large `logVar`: does their spread differ?",
    strongerHint: "By which operation does a factor change the spread of noise?",
  },
  {
    name: "mean-and-log-variance-swapped",
    explains: leavesNoise((z, mu, logVar) => (z - logVar) / exp(mu / 2)),
    message: "`mu` and `logVar` are swapped.",
    hint: "In which order does the function get its arguments?",
    strongerHint: "Compare the first line of your function with that of the skeleton.",
  },
];

/** Undoes a wrong standard deviation, where it is not nearly 0; where it is NaN, so is the code. */
function byStd(std: (logVar: number) => number): Recover {
  return (z, mu, logVar) => {
    const scale = std(logVar);
    if (abs(scale) < 1e-3 || Number.isNaN(scale) && Number.isNaN(z)) return;
    return (z - mu) / scale;
  };
}

/** A quotient, where it shows something. */
function divided(value: number, scale: number): number | undefined {
  return abs(scale) < 1e-2 ? undefined : value / scale;
}

/** Explains codes that leave standard normal noise, undone in this way. */
function leavesNoise(recover: Recover): CodesMistake["explains"] {
  return (cases, codes) => {
    if (noiseFlaw(allRecoveredNoise(cases, codes, recover))) return;
    return shiftEvidence(cases, codes) ?? spreadEvidence(cases, codes);
  };
}
