import type { DiagonalCase } from "./diagonal_case.ts";
import type { Step } from "../../step.ts";
import { unitKl } from "../../unit_kl.ts";
import { valuesPart } from "../../values_part.ts";
import { MISTAKES, PAIRS } from "./mistakes.ts";
import skeleton from "./skeleton.ts" with { type: "text" };
import solution from "./solution.ts" with { type: "text" };
import text from "./text.md" with { type: "text" };

/** Step 2: the KL divergence of a diagonal Gaussian against the standard normal. */
export const klDiagonalStep: Step = {
  number: 2,
  id: "kl_diagonal",
  title: "the KL divergence of a diagonal Gaussian",
  ...{ text, skeleton, solution },
  parts: [valuesPart<DiagonalCase>({
    name: "klDiagonal",
    // Two units have a positive logVar: then its logarithm, which some take, is a number and not NaN.
    draw: (random) =>
      [1, 2, 3, 5, 8, 8].map((d) => ({
        mean: Array.from(random.uniform(d, -2, 2)),
        logVar: Array.from(random.uniform(d, d === 2 ? 0 : -3, 1)),
      })),
    describe: ({ mean, logVar }) => `mean = ${listText(mean)}, logVar = ${listText(logVar)}`,
    // By quadrature; the divergences of densities that factorise add up.
    right: ({ mean, logVar }) => [mean.reduce((sum, m, i) => sum + unitKl(m, logVar[i]), 0)],
    mistakes: MISTAKES,
    pairs: PAIRS,
    hint:
      "Use step 1 for one unit, with p = N(0, 1), and write it in terms of logVar; then think of d units.",
    strongerHint:
      "Try one unit: mean 0 and logVar 0 must give 0. Then change the mean alone, and then logVar alone. " +
      "Two equal units must give twice as much as one.",
  })],
};

function listText(values: readonly number[]): string {
  return `[${values.map((value) => value.toFixed(2)).join(", ")}]`;
}
