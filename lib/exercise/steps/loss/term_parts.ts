import { formulaMistakes } from "../../formula_mistakes.ts";
import type { Part } from "../../step.ts";
import { valuesPart, type ValuesPartOptions } from "../../values_part.ts";
import { KL, KL_MISTAKES } from "./kl_mistakes.ts";
import { RECONSTRUCTION, RECONSTRUCTION_MISTAKES } from "./reconstruction_mistakes.ts";
import { drawTermCases, type TermCase } from "./term_case.ts";
import { termValues, TOLERANCE } from "./term_formula.ts";
import { valueFirst } from "./value_first.ts";

const ofReconstruction: ValuesPartOptions<TermCase> = {
  name: "reconstructionError",
  draw: (random) => drawTermCases(random, [0, 1], [0.05, 0.95]),
  describe: (at) => describe(at, "xHat", "pixels"),
  right: (at) => termValues(RECONSTRUCTION, at, "b"),
  shape: ({ see, b }) => see === "value" ? [] : [b.length, b[0].length],
  tolerance: TOLERANCE,
  ...formulaMistakes(
    RECONSTRUCTION,
    (formula, at) => termValues(formula, at, "b"),
    RECONSTRUCTION_MISTAKES,
  ),
  hint: "Compute the error of one image on paper, then the mean over a batch of two.",
  strongerHint:
    "Try an image of one pixel, then two pixels, then two images: at which of them does the value go wrong?",
};

const ofKl: ValuesPartOptions<TermCase> = {
  name: "klDivergence",
  draw: (random) => drawTermCases(random, [-2, 2], [-2, 1.5]),
  describe: (at) => describe(at, "mu and logVar", "latent units"),
  right: (at) => termValues(KL, at, "ab"),
  shape: ({ see, b }) => see === "value" ? [] : [2, b.length, b[0].length],
  tolerance: TOLERANCE,
  ...formulaMistakes(KL, (formula, at) => termValues(formula, at, "ab"), KL_MISTAKES),
  hint: "Compare with your closed form of step 2, for one row of one unit.",
  strongerHint:
    "Try mu = 0 and logVar = 0, where the divergence is 0; then change mu alone, and then logVar alone.",
};

/** The squared error of a batch. */
export const reconstructionPart: Part = valueFirst(valuesPart(ofReconstruction), ofReconstruction);

/** The KL divergence of a batch. */
export const klPart: Part = valueFirst(valuesPart(ofKl), ofKl);

function describe({ see, b }: TermCase, of: string, columns: string): string {
  const batch = `a batch of ${b.length} rows of ${b[0].length} ${columns}`;
  return see === "value" ? batch : `the gradients with respect to ${of}, of ${batch}`;
}
