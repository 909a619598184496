import type { ActiveUnitsCase } from "./active_units_case.ts";
import type { TorchRandom } from "../../../math/torch_random.ts";
import type { Part } from "../../step.ts";
import { valuesPart } from "../../values_part.ts";
import { ACTIVE_UNITS_MISTAKES } from "./active_units_mistakes.ts";
import { columns, variance } from "./columns.ts";
import { isActive } from "./is_active.ts";

/** The function that counts active units. */
export const activeUnitsPart: Part = valuesPart<ActiveUnitsCase>({
  name: "activeUnits",
  draw,
  describe: ({ mu }) =>
    `${mu.length} images and ${mu[0].length} units with variances of mu of ` +
    columns(mu).map((unit) => String(Number(variance(unit).toPrecision(2)))).join(", "),
  right: ({ mu }) => [columns(mu).filter(isActive).length],
  mistakes: ACTIVE_UNITS_MISTAKES,
  hint:
    "Print the one number per unit that you compare with 0.01. Which units should be above it, and which are?",
  strongerHint:
    "Try means that you can check by hand: one unit that is 3 for all images, one that is 1 for half of them and " +
    "-1 for the others, and one that is always 0.",
});

/** A unit's mean and standard deviation over the images, each drawn from its bounds. */
interface Unit {
  readonly centre: readonly [from: number, to: number];
  readonly std: readonly [from: number, to: number];
}

/** No variance lies near the threshold: divided by B or by B - 1, the answer is the same. */
const UNITS = {
  /** Its mean is below 0.01, as that of all units but the constant ones: a mean is no measure. */
  strong: { centre: [-0.004, 0.004], std: [0.6, 1.2] },
  /** Whose variance is between 0.05 and 0.1. */
  middling: { centre: [-0.004, 0.004], std: [0.26, 0.3] },
  weak: { centre: [-0.004, 0.004], std: [0.14, 0.2] },
  /** Of which a standard deviation is above 0.01, and a variance is not. */
  quiet: { centre: [-0.004, 0.004], std: [0.04, 0.07] },
  /** Whose sum of squares over 16 images is below 0.01 as well, and over 40 images is not. */
  still: { centre: [-0.004, 0.004], std: [0.017, 0.019] },
  /** Whose standard deviation is below 0.01, and its range is not. */
  faint: { centre: [0, 0], std: [0.005, 0.007] },
  /** Not 0, and the same for all images but for a thousandth. */
  constant: { centre: [1, 3], std: [0.001, 0.002] },
  /** 0 exactly. */
  asleep: { centre: [0, 0], std: [0, 0] },
} satisfies Record<string, Unit>;

/** Images and units: in each case another number of each kind. */
const CASES: readonly [images: number, units: readonly (keyof typeof UNITS)[]][] = [
  [16, ["strong", "strong", "asleep", "quiet", "still"]],
  [40, ["strong", "weak", "strong", "constant", "asleep", "quiet", "quiet"]],
  [16, ["constant", "constant", "weak", "still", "asleep", "asleep", "quiet", "quiet"]],
  [24, ["asleep", "asleep", "asleep"]],
  [40, ["strong", "strong", "strong", "middling"]],
  [16, ["quiet", "still", "constant", "asleep", "still", "faint"]],
  [24, ["constant", "weak", "asleep", "weak", "strong", "quiet"]],
  [40, ["strong", "asleep", "still", "faint", "middling"]],
];

function draw(random: TorchRandom): ActiveUnitsCase[] {
  const between = ([from, to]: readonly number[]) => random.uniform(1, from, to)[0];
  return CASES.map(([images, kinds]) => {
    const units = [...random.permutation(kinds.length)].map((i) => {
      const { centre, std } = UNITS[kinds[i]];
      return spread(random.normal(images), between(centre), between(std));
    });
    return { mu: columns(units) };
  });
}

/** Numbers moved and scaled to a mean and a standard deviation: theirs exactly, not that of a distribution. */
function spread(values: Float32Array, centre: number, std: number): number[] {
  const own = [...values];
  const [middle, width] = [own.reduce((a, b) => a + b) / own.length, Math.sqrt(variance(own))];
  return own.map((value) => centre + std * (value - middle) / width);
}
