import { type Seed, SEED_RANGE } from "../math/seed.ts";

/** A seed in `run.json`: a number, or its decimal digits where JSON's numbers would round it. */
export type RecordedSeed = number | string;

/** How `run.json` writes a seed. */
export function recordedSeed(seed: Seed): RecordedSeed {
  const number = Number(seed);
  return Number.isSafeInteger(number) ? number : `${seed}`;
}

/** Whether this is a seed as {@linkcode recordedSeed} writes it. */
export function isRecordedSeed(value: unknown): value is RecordedSeed {
  if (typeof value === "number") return Number.isSafeInteger(value);
  if (typeof value !== "string" || !/^-?\d{16,20}$/.test(value)) return false;
  const seed = BigInt(value);
  return seed >= SEED_RANGE.min && seed <= SEED_RANGE.max && recordedSeed(seed) === value;
}

/** Options as `run.json` holds them: JSON has no bigint, which only a seed is. */
export function recordedOptions(
  options: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const entries = Object.entries(options).map(([name, value]) => [
    name,
    typeof value === "bigint" ? recordedSeed(value) : value,
  ]);
  return Object.fromEntries(entries);
}

/** Orders seeds, as numbers. */
export function compareSeeds(a: RecordedSeed | Seed, b: RecordedSeed | Seed): number {
  const [x, y] = [BigInt(a), BigInt(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}
