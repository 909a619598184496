import type { TorchRandom } from "../../../math/torch_random.ts";
import { effectiveBeta, type WrittenLoss } from "../../../theory/effective_beta.ts";
import { formulaMistakes } from "../../formula_mistakes.ts";
import type { Part } from "../../step.ts";
import { valuesPart } from "../../values_part.ts";
import { numberText } from "../../number_text.ts";
import { BETA, BETA_MISTAKES, betaOf } from "./beta_mistakes.ts";

/** The function that compares losses. */
export const betaPart: Part = valuesPart<WrittenLoss>({
  name: "effectiveBeta",
  draw: (random) => [...drawLosses(random), ...drawLosses(random)],
  describe: ({ reconstruction, kl, weight, pixels, latentSize }) =>
    `reconstruction: "${reconstruction}", kl: "${kl}", weight: ${
      numberText(weight)
    }, pixels: ${pixels}, ` +
    `latentSize: ${latentSize}`,
  right: (written) => [effectiveBeta(written)],
  ...formulaMistakes(BETA, betaOf, BETA_MISTAKES),
  hint:
    "Write down each mean as a sum with a factor, and bring the loss into the form of the text.",
  strongerHint:
    "Begin with two sums, then change one of the two into a mean: what happens to the balance between the terms?",
});

/** One loss for each of the four combinations. */
function drawLosses(random: TorchRandom): WrittenLoss[] {
  return (["sum", "mean"] as const).flatMap((reconstruction) =>
    (["sum", "mean"] as const).map((kl) => ({
      ...{ reconstruction, kl, weight: Math.exp(random.uniform(1, -2, 2)[0]) },
      ...{ pixels: 100 + random.integer(900), latentSize: 2 + random.integer(30) },
    }))
  );
}
