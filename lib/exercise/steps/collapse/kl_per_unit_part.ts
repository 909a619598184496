import type { KlPerUnitCase } from "./kl_per_unit_case.ts";
import { expectation } from "../../../math/expectation.ts";
import { type Gaussian, logDensity } from "../../../math/gaussian.ts";
import type { TorchRandom } from "../../../math/torch_random.ts";
import type { Part } from "../../step.ts";
import { valuesPart } from "../../values_part.ts";
import { mean } from "./columns.ts";
import { KL_PER_UNIT_MISTAKES } from "./kl_per_unit_mistakes.ts";

const PRIOR: Gaussian = { mean: 0, std: 1 };

/** The function that measures each unit's nats. */
export const klPerUnitPart: Part = valuesPart<KlPerUnitCase>({
  name: "klPerUnit",
  draw,
  describe: ({ mu }) => `posteriors of ${mu.length} images with ${mu[0].length} units`,
  // The definition, integrated for each image and unit: it knows no closed form.
  right: ({ mu, logVar }) =>
    mu[0].map((_, unit) =>
      mean(mu.map((row, image) => {
        const q = { mean: row[unit], std: Math.exp(logVar[image][unit] / 2) };
        return expectation(q, (z) => logDensity(q, z) - logDensity(PRIOR, z));
      }))
    ),
  shape: ({ mu }) => [mu[0].length],
  tolerance: 1e-4,
  mistakes: KL_PER_UNIT_MISTAKES,
  hint: "Try one image and one unit, with mu = 0 and logVar = 0: the divergence must be 0.",
  strongerHint:
    "Then change mu alone, and logVar alone, and compare with your formula from the second step. At last " +
    "take two images: the result must be the mean of what it is for each of them.",
});

/** More images than units or fewer, never as many; the last unit of each case lies on the prior. */
function draw(random: TorchRandom): KlPerUnitCase[] {
  return [[6, 3], [9, 4], [3, 5], [7, 2]].map(([images, units]) => {
    const rows = (from: number, to: number) =>
      Array.from(
        { length: images },
        () => [...random.uniform(units, from, to)].map((value, j) => j === units - 1 ? 0 : value),
      );
    return { mu: rows(-1.5, 2), logVar: rows(-2, 1) };
  });
}
