import type { WrittenLoss } from "../../../theory/effective_beta.ts";
import type { FormulaMistake } from "../../formula_mistakes.ts";

/** The effective beta as the factors that it is put together from, so that a mistake is a change of one of them. */
export interface BetaFormula {
  readonly weight: (written: WrittenLoss) => number;
  /** What the reduction over the pixels does. */
  readonly pixels: (written: WrittenLoss) => number;
  /** What the reduction over the units does. */
  readonly units: (written: WrittenLoss) => number;
  /** What is made of their product. */
  readonly of: (product: number) => number;
}

/** The right one. */
export const BETA: BetaFormula = {
  weight: ({ weight }) => weight,
  pixels: ({ reconstruction, pixels }) => reconstruction === "mean" ? pixels : 1,
  units: ({ kl, latentSize }) => kl === "mean" ? 1 / latentSize : 1,
  of: (product) => product,
};

/** What a formula gives for a loss. */
export function betaOf({ weight, pixels, units, of }: BetaFormula, written: WrittenLoss): number {
  return of(weight(written) * pixels(written) * units(written));
}

/** What students write in place of the effective beta. */
export const BETA_MISTAKES: readonly FormulaMistake<BetaFormula>[] = [
  {
    name: "beta-inverted",
    change: (formula) => ({ ...formula, of: (product) => 1 / product }),
    message:
      "This is the reciprocal of the effective beta: what the reconstruction counts beside the KL divergence.",
    hint: "For two sums, the effective beta is the weight itself. Is yours?",
    strongerHint:
      "In the form of the text, the factor is taken out of the first term, so that this counts once.",
  },
  {
    name: "beta-pixels-divide",
    change: (formula) => ({
      ...formula,
      pixels: ({ reconstruction, pixels }) => reconstruction === "mean" ? 1 / pixels : 1,
    }),
    message: "A mean over the pixels makes your beta smaller.",
    hint:
      "A mean over the pixels makes the reconstruction smaller. Does the KL divergence beside it count more or less?",
    strongerHint:
      "Take the factor of the reconstruction out of the whole loss: what happens to the other term?",
  },
  {
    name: "beta-pixels-forgotten",
    change: (formula) => ({ ...formula, pixels: () => 1 }),
    message: "Your beta is the same for a sum and for a mean over the pixels.",
    hint: "Which fields of the description does your function read?",
    strongerHint: "Write the mean over the pixels as a sum with a factor in front.",
  },
  {
    name: "beta-pixels-always",
    change: (formula) => ({ ...formula, pixels: ({ pixels }) => pixels }),
    message:
      "The number of pixels counts in your beta even where the squared error is a sum over them.",
    hint: 'Look at the descriptions with `reconstruction: "sum"`.',
    strongerHint: "A sum over the pixels is already written as the text wants it.",
  },
  {
    name: "beta-units-multiply",
    change: (formula) => ({
      ...formula,
      units: ({ kl, latentSize }) => kl === "mean" ? latentSize : 1,
    }),
    message: "A mean over the latent units makes your beta larger.",
    hint: "A mean over the units makes the KL term smaller. Does it then count more or less?",
    strongerHint: "Write the mean over the units as a sum with a factor in front.",
  },
  {
    name: "beta-units-forgotten",
    change: (formula) => ({ ...formula, units: () => 1 }),
    message: "Your beta is the same for a sum and for a mean over the latent units.",
    hint: "Which fields of the description does your function read?",
    strongerHint: "Write the mean over the units as a sum with a factor in front.",
  },
  {
    name: "beta-units-always",
    change: (formula) => ({ ...formula, units: ({ latentSize }) => 1 / latentSize }),
    message:
      "The number of latent units counts in your beta even where the KL divergence is a sum over them.",
    hint: 'Look at the descriptions with `kl: "sum"`.',
    strongerHint: "A sum over the units is already written as the text wants it.",
  },
  {
    name: "beta-weight-forgotten",
    change: (formula) => ({ ...formula, weight: () => 1 }),
    message: "Your beta does not depend on the weight of the KL term.",
    hint: "For two sums, the effective beta is the weight itself. Is yours?",
    strongerHint: "Which fields of the description does your function read?",
  },
  {
    name: "beta-weight-divides",
    change: (formula) => ({ ...formula, weight: ({ weight }) => 1 / weight }),
    message: "A larger weight of the KL term makes your beta smaller.",
    hint: "For two sums, the effective beta is the weight itself. Is yours?",
    strongerHint: "Which of the two terms does the weight multiply?",
  },
  {
    name: "beta-reductions-swapped",
    change: (formula) => ({
      ...formula,
      pixels: ({ reconstruction, pixels }) => reconstruction === "sum" ? pixels : 1,
      units: ({ kl, latentSize }) => kl === "sum" ? 1 / latentSize : 1,
    }),
    message: "Sums are treated as means, and means as sums.",
    hint: "For two sums, the effective beta is the weight itself. Is yours?",
    strongerHint: "Look at the conditions: which of the two words do they ask for?",
  },
  {
    name: "beta-sizes-swapped",
    change: (formula) => ({
      ...formula,
      pixels: ({ reconstruction, latentSize }) => reconstruction === "mean" ? latentSize : 1,
      units: ({ kl, pixels }) => kl === "mean" ? 1 / pixels : 1,
    }),
    message: "The number of pixels and the number of latent units have changed places.",
    hint: "Which of the two terms is a mean over the pixels?",
    strongerHint: "The squared error runs over the pixels, and the KL divergence over the units.",
  },
  {
    name: "beta-means-cancel",
    change: (formula) => ({
      ...formula,
      pixels: (written) => isMeanOfBoth(written) ? 1 : formula.pixels(written),
      units: (written) => isMeanOfBoth(written) ? 1 : formula.units(written),
    }),
    message: "Two means are treated as if they cancelled, as two sums do.",
    hint: "By what is each of the two means divided?",
    strongerHint: "There are not as many latent units as pixels.",
  },
];

function isMeanOfBoth({ reconstruction, kl }: WrittenLoss): boolean {
  return reconstruction === "mean" && kl === "mean";
}
