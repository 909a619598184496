import type { KlPerUnitCase } from "./kl_per_unit_case.ts";
import type { TorchRandom } from "../../../math/torch_random.ts";
import type { Part } from "../../step.ts";
import { unitKl } from "../../unit_kl.ts";
import { valuesPart } from "../../values_part.ts";
import { KL_PER_UNIT_MISTAKES } from "./kl_per_unit_mistakes.ts";
import { mean } from "./moments.ts";

/** The function that measures each unit's nats. */
export const klPerUnitPart: Part = valuesPart<KlPerUnitCase>({
  name: "klPerUnit",
  draw,
  describe: ({ mu }) => `posteriors of ${mu.length} images with ${mu[0].length} units`,
  right: ({ mu, logVar }) =>
    mu[0].map((_, unit) => mean(mu.map((row, image) => unitKl(row[unit], logVar[image][unit])))),
  shape: ({ mu }) => [mu[0].length],
  tolerance: 1e-4,
  mistakes: KL_PER_UNIT_MISTAKES,
  hint: "Try one image and one unit, with mu = 0 and logVar = 0: the divergence must be 0.",
  strongerHint:
    "Then change mu alone, and logVar alone, and compare with your formula from step 2. Finally " +
    "take two images: the result must be the mean of the results for each of them.",
});

/** More images than units, or fewer, but never as many; the last unit of each case equals the prior. */
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
