import type { ActiveUnitsCase } from "./active_units_case.ts";
import type { TorchRandom } from "../../../math/torch_random.ts";
import type { Part } from "../../step.ts";
import { valuesPart } from "../../values_part.ts";
import { ACTIVE_UNITS_MISTAKES } from "./active_units_mistakes.ts";
import { columns } from "./columns.ts";
import { isActive } from "./is_active.ts";
import { mean, variance } from "./moments.ts";

/** The function that counts active units. */
export const activeUnitsPart: Part = valuesPart<ActiveUnitsCase>({
  name: "activeUnits",
  draw,
  describe: ({ mu }) =>
    `${mu.length} images and ${mu[0].length} units, whose mu have variances of ` +
    columns(mu).map((unit) => String(Number(variance(unit).toPrecision(2)))).join(", "),
  right: ({ mu }) => [columns(mu).filter(isActive).length],
  mistakes: ACTIVE_UNITS_MISTAKES,
  hint:
    "Print, for each unit, the number that you compare with 0.01. Which units should be above it, and which are?",
  strongerHint:
    "Try values of mu that you can check by hand: a unit that is 3 for all images, one that is 1 for half of them " +
    "and -1 for the others, and one that is always 0.",
});

/** A unit's mean and standard deviation over the images, each drawn from its bounds. */
interface Unit {
  readonly centre: readonly [from: number, to: number];
  readonly std: readonly [from: number, to: number];
}

/** No variance lies near the threshold: divided by B or by B - 1, the answer is the same. */
const UNITS = {
  /** The mean is below 0.01, as in all units but the constant ones: it does not tell which units are active. */
  strong: { centre: [-0.004, 0.004], std: [0.6, 1.2] },
  /** The variance is between 0.05 and 0.1. */
  middling: { centre: [-0.004, 0.004], std: [0.26, 0.3] },
  weak: { centre: [-0.004, 0.004], std: [0.14, 0.2] },
  /** The standard deviation is above 0.01, and the variance is not. */
  quiet: { centre: [-0.004, 0.004], std: [0.04, 0.07] },
  /** The sum of squares over 16 images is below 0.01 as well, and over 40 images it is not. */
  still: { centre: [-0.004, 0.004], std: [0.017, 0.019] },
  /** The standard deviation is below 0.01, and the range is not. */
  faint: { centre: [0, 0], std: [0.005, 0.007] },
  /** Not 0, and the same for all images to about a thousandth. */
  constant: { centre: [1.2, 3], std: [0.001, 0.002] },
  /** Another constant, whose square is smaller than itself. */
  low: { centre: [0.3, 0.7], std: [0.001, 0.002] },
  /** Exactly 0. */
  collapsed: { centre: [0, 0], std: [0, 0] },
} satisfies Record<string, Unit>;

/** Images and some of the units: those that tell one mistake from another. */
const CASES: readonly [images: number, units: readonly (keyof typeof UNITS)[]][] = [
  [16, ["strong", "strong", "collapsed", "quiet", "still"]],
  [40, ["strong", "weak", "strong", "constant", "collapsed", "quiet", "quiet"]],
  [16, ["constant", "low", "weak", "still", "collapsed", "collapsed", "quiet", "quiet"]],
  [24, ["collapsed", "collapsed", "collapsed"]],
  [40, ["strong", "strong", "strong", "middling"]],
  [16, ["quiet", "still", "constant", "collapsed", "still", "faint"]],
  [24, ["constant", "weak", "collapsed", "weak", "strong", "quiet"]],
  [40, ["strong", "collapsed", "still", "faint", "middling"]],
];

/** Units of each case that are active or not as chance has it. */
const FREE = 4;

/**
 * Each shape comes twice, with different numbers of active units: no table of shapes can give them. One model more has
 * collapsed altogether.
 */
function draw(random: TorchRandom): ActiveUnitsCase[] {
  const cases = CASES.flatMap(([images, kinds]) =>
    [...random.permutation(FREE + 1)].slice(0, 2).map((active) => {
      const free = Array.from(
        { length: FREE },
        (_, i) => i < active ? "strong" as const : "collapsed" as const,
      );
      return drawCase(random, images, [...kinds, ...free]);
    })
  );
  cases.push(drawCase(random, 24, Array.from({ length: 7 }, () => "collapsed" as const)));
  return [...random.permutation(cases.length)].map((i) => cases[i]);
}

/** Units of these kinds, in random order. */
function drawCase(
  random: TorchRandom,
  images: number,
  kinds: readonly (keyof typeof UNITS)[],
): ActiveUnitsCase {
  const between = ([from, to]: readonly number[]) => random.uniform(1, from, to)[0];
  const units = [...random.permutation(kinds.length)].map((i) => {
    const { centre, std } = UNITS[kinds[i]];
    return spread(random.normal(images), between(centre), between(std));
  });
  return { mu: columns(units) };
}

/** Numbers shifted and scaled, so that exactly these are their mean and standard deviation. */
function spread(values: Float32Array, centre: number, std: number): number[] {
  const own = [...values];
  const [middle, width] = [mean(own), Math.sqrt(variance(own))];
  return own.map((value) => centre + std * (value - middle) / width);
}
