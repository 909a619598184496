import { lowBits, type Seed, SEED_RANGE } from "../math/seed.ts";
import { type Flag, listOf } from "./flags.ts";

const { min, max } = SEED_RANGE;

/** A seed in PyTorch's range: a number, or a bigint where a number would be rounded. */
export function seedFlag(description: string, initial: number): Flag<Seed> {
  return {
    value: "N",
    description,
    default: initial,
    parse(text) {
      const seed = /^-?\d{1,40}$/.test(text) ? BigInt(text) : undefined;
      if (seed !== undefined && seed >= min && seed <= max) {
        return Number.isSafeInteger(Number(seed)) ? Number(seed) : seed;
      }
      throw new RangeError(
        `Allowed: a whole number from -2^63 (${min}) to 2^64 - 1 (${max}).`,
      );
    },
  };
}

/** Several seeds that draw different numbers: PyTorch's generator keeps their low 32 bits alone. */
export function seedsFlag(
  flag: Flag<Seed>,
  description: string,
): Flag<readonly Seed[] | undefined> {
  const list = listOf({ ...flag, description });
  return {
    ...list,
    parse(text) {
      const seeds = list.parse(text) ?? [];
      const first = new Map<number, Seed>();
      for (const seed of seeds) {
        const twin = first.get(lowBits(seed));
        if (twin !== undefined) {
          throw new RangeError(
            `Allowed: seeds of different low 32 bits, which are all that PyTorch's generator keeps; ` +
              `${twin} and ${seed} draw the same numbers.`,
          );
        }
        first.set(lowBits(seed), seed);
      }
      return seeds;
    },
  };
}
