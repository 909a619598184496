import type { CodesMistake } from "./codes_mistake.ts";
import { noiseFlaw } from "../../noise_flaw.ts";
import { allNoise, type Recover } from "./noise_of.ts";
import { shiftEvidence, spreadEvidence } from "./scale_evidence.ts";

const { abs, exp, sqrt } = Math;

/** Mistakes of shift and scale: undone in the wrong way, the codes leave standard normal noise. */
export const SCALE_MISTAKES: readonly CodesMistake[] = [
  mistake(
    "log-variance-as-std",
    byStd((logVar) => logVar),
    "The noise is scaled by `logVar` itself, as if it were the standard deviation.",
    "`logVar` is a logarithm, and may be negative. Can a standard deviation?",
    "Two things lie between log sigma^2 and sigma: the logarithm, and the square.",
  ),
  mistake(
    "halved-log-variance-as-std",
    byStd((logVar) => logVar / 2),
    "The noise is scaled by half of `logVar`: that is log sigma, not sigma.",
    "What you scale by may be negative. Can a standard deviation?",
    "The square is undone; the logarithm is not.",
  ),
  mistake(
    "variance-as-std",
    byStd((logVar) => exp(logVar)),
    "The noise is scaled by the variance where the standard deviation belongs; in other words, `logVar` is taken " +
      "for log sigma.",
    "`logVar` is the logarithm of sigma squared. What do you get when only the logarithm is undone?",
    "Multiplying noise by a factor multiplies its variance by the factor's square. Which factor gives the wanted " +
      "variance?",
  ),
  mistake(
    "inverse-std",
    byStd((logVar) => exp(-logVar / 2)),
    "The noise is divided by the standard deviation: units that are sure of their code get the most noise.",
    "Try a `logVar` of 2 and one of -2. Which of the two should give codes that are spread out more?",
    "Look at the sign in your exponent, or at a division.",
  ),
  mistake(
    "log-variance-halved-twice",
    byStd((logVar) => exp(logVar / 4)),
    "The noise is scaled by the square root of the standard deviation.",
    "The step from the variance to the standard deviation is taken twice.",
    "You can take the root before the exponential (by a factor) or after it (by `sqrt`), but not both.",
  ),
  mistake(
    "log-variance-as-variance",
    byStd(sqrt),
    "The noise is scaled by the square root of `logVar`, as if it were the variance. Where `logVar` is negative, the " +
      "codes are NaN.",
    "`logVar` is a logarithm, and may be negative. Can a variance?",
    "The square is undone; the logarithm is not.",
  ),
  mistake(
    "std-not-applied",
    byStd(() => 1),
    "The noise is added as it is drawn, without the standard deviation: `logVar` has no effect.",
    "Draw codes for a small and a large `logVar`: do they differ in their spread?",
    "What must noise of variance 1 be multiplied by to have the wanted variance?",
  ),
  mistake(
    "mean-not-added",
    (z, _, logVar) => z / exp(logVar / 2),
    "The codes lie around 0: `mu` has no effect.",
    "What is the mean of your codes over many draws, and what should it be?",
    "Scaling is done; the shift is missing.",
  ),
  mistake(
    "std-times-mean",
    (z, mu, logVar) => z / exp(logVar / 2) - mu,
    "The mean is scaled together with the noise.",
    "What is the mean of your codes over many draws, and what should it be?",
    "Which of the two terms belongs inside the parentheses of the multiplication?",
  ),
  mistake(
    "mean-and-log-variance-swapped",
    (z, mu, logVar) => (z - logVar) / exp(mu / 2),
    "`mu` and `logVar` have changed places.",
    "In which order does the function get its arguments?",
    "Compare the first line of your function with that of the skeleton.",
  ),
];

/** Undoes a wrong standard deviation, where it is not nearly 0; where it is NaN, so is the code. */
function byStd(std: (logVar: number) => number): Recover {
  return (z, mu, logVar) => {
    const scale = std(logVar);
    if (abs(scale) < 1e-3 || Number.isNaN(scale) && Number.isNaN(z)) return;
    return (z - mu) / scale;
  };
}

function mistake(
  name: string,
  recover: Recover,
  message: string,
  hint: string,
  strongerHint: string,
): CodesMistake {
  return {
    ...{ name, message, hint, strongerHint },
    explains(cases, codes) {
      if (noiseFlaw(allNoise(cases, codes, recover))) return;
      return shiftEvidence(cases, codes) ?? spreadEvidence(cases, codes);
    },
  };
}
