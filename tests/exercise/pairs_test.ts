/** Two mistakes at once in one formula: they are told apart from one, and from what is right. */
import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { drawCases } from "../../lib/exercise/draw_cases.ts";
import { klDiagonalStep } from "../../lib/exercise/steps/kl_diagonal/step.ts";
import { klUnivariateStep } from "../../lib/exercise/steps/kl_univariate/step.ts";

it("klUnivariate() swapped and without its constant is told as both", async () => {
  const [part] = klUnivariateStep.parts;
  const { klUnivariate: cases } = await drawCases(klUnivariateStep, "a seed");
  const answers = cases.map((at) => {
    const { q, p } = at as { q: { mean: number; std: number }; p: { mean: number; std: number } };
    const spread = p.std ** 2 + (q.mean - p.mean) ** 2;
    return { values: [Math.log(q.std / p.std) + spread / (2 * q.std ** 2)], shape: [] };
  });
  const finding = part.check(cases, answers);
  assertEquals(finding?.mistake, "swapped-distributions and constant-forgotten");
  assert(finding?.message.startsWith("Two mistakes at once."));
});

it("klDiagonal() negative and averaged is told as both", async () => {
  const [part] = klDiagonalStep.parts;
  const { klDiagonal: cases } = await drawCases(klDiagonalStep, "a seed");
  const answers = cases.map((at) => {
    const { mean, logVar } = at as { mean: number[]; logVar: number[] };
    const units = mean.map((m, i) => (1 + logVar[i] - m ** 2 - Math.exp(logVar[i])) / 2);
    return { values: [units.reduce((a, b) => a + b, 0) / units.length], shape: [] };
  });
  assertEquals(
    part.check(cases, answers)?.mistake,
    "diagonal-wrong-sign and diagonal-mean-over-units",
  );
});
