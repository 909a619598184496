/** What the properties of the KL divergence are drawn from. */
import { fc } from "../../lib/deps/fast_check.ts";
import type { Gaussian } from "../../lib/math/gaussian.ts";

/**
 * A number from `min` to `max`: mostly uniform, every fourth one by float64's bit patterns, which
 * are nearly all tiny (`fc.double` alone would draw the middle of a range almost never).
 */
export function between(min: number, max: number): fc.Arbitrary<number> {
  const uniform = fc.maxSafeNat().map((n) => min + (max - min) * n / Number.MAX_SAFE_INTEGER);
  const patterns = fc.double({ min, max, noNaN: true });
  return fc.oneof({ arbitrary: uniform, weight: 3 }, { arbitrary: patterns, weight: 1 });
}

/** Gaussians of the lab's size and far beyond: means to 10, sigma from 0.001 to 1000. */
export function gaussians(): fc.Arbitrary<Gaussian> {
  return fc.record({ mean: between(-10, 10), std: between(-3, 3).map((log) => 10 ** log) });
}

/** Every Gaussian that float64 can hold, subnormal and huge ones too. */
export function anyGaussian(): fc.Arbitrary<Gaussian> {
  return fc.record({
    mean: fc.double({ noNaN: true, noDefaultInfinity: true }),
    std: fc.double({ min: Number.MIN_VALUE, noNaN: true, noDefaultInfinity: true }),
  });
}

/** Posteriors of one size d from 0 to 16: [mean, logVar], both [d]. */
export function posteriors(): fc.Arbitrary<{ mean: number[]; logVar: number[] }> {
  return fc.array(fc.tuple(between(-5, 5), between(-10, 10)), { maxLength: 16 }).map((units) => ({
    mean: units.map(([mean]) => mean),
    logVar: units.map(([, logVar]) => logVar),
  }));
}
