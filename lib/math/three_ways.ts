import type { MonteCarloEstimate } from "./monte_carlo.ts";

/** One quantity, found in three ways. */
export interface ThreeWays {
  /** By its closed form. */
  readonly closed: number;
  /** By numerical quadrature. */
  readonly quadrature: number;
  /** By the mean over random draws. */
  readonly monteCarlo: MonteCarloEstimate;
}

/** How far the draws are off, in standard errors; what is rounding does not count. */
export function errorsOff(
  { closed, monteCarlo }: Pick<ThreeWays, "closed" | "monteCarlo">,
): number {
  const { estimate, standardError } = monteCarlo;
  const rounding = 1e-12 * Math.max(1, Math.abs(closed));
  const off = Math.max(0, Math.abs(estimate - closed) - rounding);
  return off === 0 ? 0 : off / standardError;
}

/** The largest difference of closed form and quadrature, relative to max(1, |value|). */
export function disagreement(values: readonly ThreeWays[]): number {
  const parts = values.map(({ closed, quadrature }) =>
    Math.abs(closed - quadrature) / Math.max(1, Math.abs(closed))
  );
  return Math.max(...parts);
}
