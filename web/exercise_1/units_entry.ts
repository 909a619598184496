import type { Gaussian } from "../../lib/math/gaussian.ts";
import { type Entry, numbers } from "../entry.ts";

/** How many units the diagonal case may have. */
export const UNITS = { min: 1, max: 16 } as const;

/** The bounds of a mean and of a standard deviation. */
interface Bounds {
  readonly mean: { readonly min: number; readonly max: number };
  readonly std: { readonly min: number; readonly max: number };
}

/** The units of a diagonal Gaussian in the address: the mean and the standard deviation of each in turn. */
export function unitsEntry(initial: readonly number[], { mean, std }: Bounds) {
  const entry = numbers(initial);
  const fits = (value: number, { min, max }: Bounds["mean"]) => value >= min && value <= max;
  return {
    ...entry,
    read(text) {
      const values = entry.read(text);
      const count = values.length / 2;
      const isAllowed = Number.isInteger(count) && count >= UNITS.min && count <= UNITS.max &&
        values.every((value, i) => fits(value, i % 2 === 0 ? mean : std));
      if (isAllowed) return values;
      throw new RangeError(
        "Allowed: the mean and the standard deviation of each unit in turn, with commas between them, of " +
          `${UNITS.min} to ${UNITS.max} units; a mean from ${mean.min} to ${mean.max}, a standard deviation ` +
          `from ${std.min} to ${std.max}.`,
      );
    },
  } satisfies Entry<readonly number[]>;
}

/** The units that such numbers describe. */
export function unitsOf(values: readonly number[]): Gaussian[] {
  return Array.from({ length: values.length / 2 }, (_, i) => (
    { mean: values[2 * i], std: values[2 * i + 1] }
  ));
}

/** The numbers that describe these units. */
export function valuesOf(units: readonly Gaussian[]): number[] {
  return units.flatMap(({ mean, std }) => [mean, std]);
}
