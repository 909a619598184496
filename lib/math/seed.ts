/** A seed: a whole number from -2^63 to 2^64 - 1; a bigint where a number would be rounded. */
export type Seed = number | bigint;

/** The smallest and the largest seed that `torch.manual_seed` takes. */
export const SEED_RANGE = { min: -(2n ** 63n), max: 2n ** 64n - 1n } as const;

/**
 * The low 32 bits of a seed, all that PyTorch's CPU generator keeps of it: seeds that share them give
 * the same random numbers, -1 and 4294967295 for instance.
 *
 * @throws {RangeError} if it is no seed, or a number that cannot be told from its neighbours
 */
export function lowBits(seed: Seed): number {
  const { min, max } = SEED_RANGE;
  if (Number.isInteger(seed) && !Number.isSafeInteger(seed)) {
    throw new RangeError(
      `a seed beyond 2^53 must be a bigint, since numbers are rounded there; got the number ${seed}`,
    );
  }
  if (typeof seed === "bigint" || Number.isInteger(seed)) {
    const exact = BigInt(seed);
    if (exact >= min && exact <= max) return Number(BigInt.asUintN(32, exact));
  }
  throw new RangeError(`seed must be a whole number from ${min} to ${max}, got ${seed}`);
}

/**
 * The seed after this one: that of the next run, where runs are numbered by seeds. A stream of random numbers beside
 * a run's own is better begun by `derivedSeed`.
 */
export function nextSeed(seed: Seed): Seed {
  return (lowBits(seed) + 1) % 2 ** 32;
}
