import { checkList } from "../../math/check_argument.ts";

/** Where a KL divergence that relaxes is going, from its course so far. */
export interface Relaxation {
  /** Its limit by the logistic law, in nats; the last value where the course is not relaxing. */
  readonly limit: number;
  /** The rate at which the rest of the way shrinks, or the KL divergence decays, per unit of time; NaN without one. */
  readonly rate: number;
  /** Whether what is left of the way is below the tolerance, so that the last value is the limit. */
  readonly settled: boolean;
}

/**
 * Extrapolates a KL divergence near its transition. There it follows the logistic equation
 * K' = g K (1 - K / K_end) (see `linearTransition`), so 1 / K = 1 / K_end + c exp(-g t): a sum of a constant and
 * an exponential, which three values at equal distances in time determine (Aitken 1926). Decay above the critical weight
 * is the case of g < 0, in which 1 / K grows without bound, and the limit is 0.
 *
 * @param early, middle, late the KL divergence at t, t + interval and t + 2 interval; in nats, above 0
 * @param tolerance of the way that is left, in nats
 */
export function relaxation(
  values: readonly [early: number, middle: number, late: number],
  interval: number,
  tolerance: number,
): Relaxation {
  checkList("values", values);
  const [early, middle, late] = values;
  if (late <= tolerance) {
    const rate = Math.log(middle / late) / interval;
    return { limit: 0, rate, settled: true };
  }
  const [first, second] = [1 / middle - 1 / early, 1 / late - 1 / middle];
  const factor = second / first; // exp(-g interval)
  if (Math.abs(late - middle) <= tolerance * 1e-3) return { limit: late, rate: NaN, settled: true };
  if (!(factor > 0)) return { limit: late, rate: NaN, settled: false }; // it turned
  if (factor >= 1) {
    // 1 / K grows ever faster: it decays to 0. (Or K grows ever faster, which is no relaxation yet.)
    return second > 0
      ? { limit: 0, rate: Math.log(factor) / interval, settled: false }
      : { limit: late, rate: NaN, settled: false };
  }
  const rate = -Math.log(factor) / interval;
  const inverse = 1 / late + second * factor / (1 - factor);
  const limit = inverse > 0 ? 1 / inverse : late;
  return { limit, rate, settled: Math.abs(limit - late) <= tolerance };
}
