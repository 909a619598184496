import type { UnivariateCase } from "./univariate_case.ts";
import { expectation } from "../../../math/expectation.ts";
import { type Gaussian, logDensity } from "../../../math/gaussian.ts";
import type { TorchRandom } from "../../../math/torch_random.ts";
import type { Step } from "../../step.ts";
import { valuesPart } from "../../values_part.ts";
import { MISTAKES, PAIRS } from "./mistakes.ts";
import skeleton from "./skeleton.ts" with { type: "text" };
import solution from "./solution.ts" with { type: "text" };
import text from "./text.md" with { type: "text" };

/** Step 1: the KL divergence of two univariate Gaussians. */
export const klUnivariateStep: Step = {
  number: 1,
  id: "kl_univariate",
  title: "the KL divergence of two univariate Gaussians",
  ...{ text, skeleton, solution },
  parts: [valuesPart<UnivariateCase>({
    name: "klUnivariate",
    draw: (random) => Array.from({ length: 12 }, () => drawCase(random)),
    describe: ({ q, p }) => `q = ${gaussianText(q)}, p = ${gaussianText(p)}`,
    // The definition, integrated: it knows no closed form.
    right: ({ q, p }) => [expectation(q, (x) => logDensity(q, x) - logDensity(p, x))],
    mistakes: MISTAKES,
    pairs: PAIRS,
    hint: "Compute both expectations, of log q and of log p under q, and take their difference.",
    strongerHint:
      "Try q = p, where the divergence must be 0: which terms remain? Then change the mean alone, and then the " +
      "standard deviation alone.",
  })],
};

/** The means are never close to each other: a message that shows a tiny divergence is hard to read. */
function drawCase(random: TorchRandom): UnivariateCase {
  const [mean, distance, logStdQ, logStdP] = random.uniform(4, -1, 1);
  const away = distance + Math.sign(distance);
  return {
    q: { mean: 2 * mean, std: Math.exp(logStdQ) },
    p: { mean: 2 * mean + away, std: Math.exp(logStdP) },
  };
}

function gaussianText({ mean, std }: Gaussian): string {
  return `N(${mean.toFixed(3)}, ${std.toFixed(3)}^2)`;
}
