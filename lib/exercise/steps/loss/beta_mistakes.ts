import type { WrittenLoss } from "../../../theory/effective_beta.ts";
import type { FormulaMistake } from "../../formula_mistakes.ts";
import { LAB } from "./lab_sizes.ts";

/** The effective beta as the factors that it is put together from, so that a mistake is a change of one of them. */
export interface BetaFormula {
  readonly weight: (written: WrittenLoss) => number;
  /** What the reduction over the pixels does. */
  readonly pixels: (written: WrittenLoss) => number;
  /** What the reduction over the units does. */
  readonly units: (written: WrittenLoss) => number;
  /** What is done to their product. */
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
      "This is the reciprocal of the effective beta: the weight of the error relative to the KL term.",
    hint: "For two sums, the effective beta is the weight itself. Is yours?",
    strongerHint:
      "In the form of the text, a factor is taken out of the loss so that the first term has factor 1.",
  },
  {
    name: "beta-pixels-divide",
    change: (formula) => ({
      ...formula,
      pixels: ({ reconstruction, pixels }) => reconstruction === "mean" ? 1 / pixels : 1,
    }),
    message: "Your beta becomes smaller where the error is a mean over the pixels.",
    hint:
      "A mean over the pixels makes the error smaller. Does the KL divergence then count for more or for less?",
    strongerHint:
      "Take the factor of the error out of the whole loss: what happens to the other term?",
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
      "Your beta depends on the number of pixels even where the squared error is a sum over them.",
    hint: 'Look at the descriptions with `reconstruction: "sum"`.',
    strongerHint: "A sum over the pixels already has the form that the text asks for.",
  },
  {
    name: "beta-units-multiply",
    change: (formula) => ({
      ...formula,
      units: ({ kl, latentSize }) => kl === "mean" ? latentSize : 1,
    }),
    message: "Your beta becomes larger where the KL divergence is a mean over the latent units.",
    hint:
      "A mean over the units makes the KL term smaller. Does it then count for more or for less?",
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
      "Your beta depends on the number of latent units even where the KL divergence is a sum over them.",
    hint: 'Look at the descriptions with `kl: "sum"`.',
    strongerHint: "A sum over the units already has the form that the text asks for.",
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
    message: "Your beta becomes smaller where the weight of the KL term is larger.",
    hint: "For two sums, the effective beta is the weight itself. Is yours?",
    strongerHint: "Which of the two terms does the weight multiply?",
  },
  {
    name: "beta-reductions-inverted",
    change: (formula) => ({
      ...formula,
      pixels: (written) => 1 / formula.pixels(written),
      units: (written) => 1 / formula.units(written),
    }),
    message:
      "Both reductions have the opposite effect on your beta: a mean over the pixels makes it smaller, and a mean " +
      "over the units makes it larger.",
    hint: "A mean makes its own term smaller. Which of the two terms then counts for more?",
    strongerHint:
      "Write each mean as a sum with a factor in front, and put both factors into the form of the text.",
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
    strongerHint: "Look at the conditions: which of the two words do they test for?",
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
    name: "beta-lab-sizes",
    change: [[true, false], [false, true], [true, true]].map(
      ([ofPixels, ofUnits]) => (formula) => ({
        ...formula,
        pixels: (written) =>
          formula.pixels(ofPixels ? { ...written, pixels: LAB.pixels } : written),
        units: (written) =>
          formula.units(ofUnits ? { ...written, latentSize: LAB.latentSize } : written),
      }),
    ),
    message:
      `A size of the lab is written into your formula, ${LAB.pixels} pixels or ${LAB.latentSize} latent units, ` +
      "whatever sizes the description names.",
    hint: "Which fields of the description does your function read?",
    strongerHint: "What is the effective beta of the same loss for images of another size?",
  },
  {
    name: "beta-means-cancel",
    change: (formula) => ({
      ...formula,
      pixels: (written) => isMeanOfBoth(written) ? 1 : formula.pixels(written),
      units: (written) => isMeanOfBoth(written) ? 1 : formula.units(written),
    }),
    message: "Two means are treated like two sums, as if their factors cancelled.",
    hint: "What number is each of the two means divided by?",
    strongerHint: "An image has more pixels than latent units.",
  },
];

function isMeanOfBoth({ reconstruction, kl }: WrittenLoss): boolean {
  return reconstruction === "mean" && kl === "mean";
}
