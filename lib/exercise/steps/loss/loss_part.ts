import type { TorchRandom } from "../../../math/torch_random.ts";
import type { Part } from "../../step.ts";
import { valuesPart, type ValuesPartOptions, type Way } from "../../values_part.ts";
import { numberText } from "../../number_text.ts";
import { centralGradient } from "../../central_gradient.ts";
import { LOSS, LOSS_MISTAKES, type LossFormula } from "./loss_mistakes.ts";
import type { See } from "./term_case.ts";
import { TOLERANCE } from "./term_formula.ts";
import { valueFirst } from "./value_first.ts";

/** What `loss` is asked. */
export interface LossCase {
  readonly see: See;
  readonly reconstruction: number;
  readonly kl: number;
  readonly klWeight: number;
}

const options: ValuesPartOptions<LossCase> = {
  name: "loss",
  draw: drawCases,
  describe: ({ see, reconstruction, kl, klWeight }) =>
    `${see === "value" ? "" : "the gradients with respect to both terms, at "}reconstruction = ` +
    `${numberText(reconstruction)}, kl = ${numberText(kl)}, klWeight = ${numberText(klWeight)}`,
  right: (at) => valuesOf(LOSS, at),
  shape: ({ see }) => see === "value" ? [] : [2],
  tolerance: TOLERANCE,
  mistakes: LOSS_MISTAKES.map(({ formulas, detached, ...told }) => ({
    ...told,
    gives: formulas.map((formula): Way<LossCase> => (at) => valuesOf(formula, at, detached)),
  })),
  hint:
    "The loss has one term for the reconstruction and one for the prior; the second one has a weight.",
  strongerHint:
    "Try klWeight = 0, and then a KL divergence of 0: what should be left in each case?",
};

/** The function that puts the two terms together. */
export const lossPart: Part = valueFirst(valuesPart(options), options);

function drawCases(random: TorchRandom): LossCase[] {
  const drawn = Array.from({ length: 4 }, () => {
    const [reconstruction, kl, logWeight] = random.uniform(3);
    return {
      reconstruction: 20 + 30 * reconstruction,
      kl: 5 + 10 * kl,
      klWeight: Math.exp(4 * logWeight - 2),
    };
  });
  return (["value", "gradient"] as const).flatMap((see) => drawn.map((at) => ({ see, ...at })));
}

function valuesOf(formula: LossFormula, at: LossCase, detached = false): number[] {
  const { see, reconstruction, kl, klWeight } = at;
  if (see === "value") return [formula(reconstruction, kl, klWeight)];
  if (detached) return [0, 0];
  return centralGradient(([r, k]) => formula(r, k, klWeight), [reconstruction, kl]);
}
