import type { Gaussian } from "../math/gaussian.ts";
import type { MonteCarloEstimate } from "../math/monte_carlo.ts";

/** One quantity, found in three ways. */
export interface ThreeWays {
  /** By its closed form. */
  readonly closed: number;
  /** By numerical quadrature. */
  readonly quadrature: number;
  /** By the mean over random draws. */
  readonly monteCarlo: MonteCarloEstimate;
}

/** The heads over {@linkcode threeWays}. */
export const THREE_WAYS = "closed form".padStart(18) + "quadrature".padStart(18) +
  "Monte Carlo".padStart(23) + "off by".padStart(10);

/** A quantity's three values, and how many standard errors the draws are off, in one line. */
export function threeWays({ closed, quadrature, monteCarlo }: ThreeWays): string {
  const { estimate, standardError } = monteCarlo;
  return number(closed).padStart(18) + number(quadrature).padStart(18) +
    estimateText(estimate, standardError).padStart(23) +
    `${errorsOff({ closed, monteCarlo }).toFixed(1)} SE`.padStart(10);
}

/** How far the draws are off, in standard errors; what is rounding does not count. */
export function errorsOff({ closed, monteCarlo }: Pick<ThreeWays, "closed" | "monteCarlo">) {
  const { estimate, standardError } = monteCarlo;
  const rounding = 1e-12 * Math.max(1, Math.abs(closed));
  const off = Math.max(0, Math.abs(estimate - closed) - rounding);
  return off === 0 ? 0 : off / standardError;
}

/** The largest difference of closed form and quadrature, relative to max(1, |value|). */
export function disagreement(values: readonly ThreeWays[]): string {
  const parts = values.map(({ closed, quadrature }) =>
    Math.abs(closed - quadrature) / Math.max(1, Math.abs(closed))
  );
  return Math.max(...parts).toExponential(0);
}

/** A number to 9 decimals, or 9 significant ones where it is large. */
export function number(value: number): string {
  return Math.abs(value) < 1e6 ? value.toFixed(9) : value.toExponential(9);
}

/** N(1, 0.5^2): a Gaussian as the lab writes it. */
export function gaussianText({ mean, std }: Gaussian): string {
  const short = (value: number) => String(Number(value.toPrecision(4)));
  return `N(${short(mean)}, ${short(std)}^2)`;
}

/** An estimate and its standard error, down to the error's second digit. */
function estimateText(estimate: number, standardError: number): string {
  if (standardError === 0) return `${number(estimate)} +- 0`;
  const decimals = 1 - Math.floor(Math.log10(standardError));
  if (decimals > 9) return `${number(estimate)} +- ${standardError.toExponential(0)}`;
  if (decimals < 0) return `${estimate.toExponential(3)} +- ${standardError.toExponential(1)}`;
  return `${estimate.toFixed(decimals)} +- ${standardError.toFixed(decimals)}`;
}
