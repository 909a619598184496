import type { MonteCarloEstimate } from "../math/monte_carlo.ts";

/** A number of a proof to 9 decimals, or 9 significant ones where it is large. */
export function proofNumber(value: number): string {
  return Math.abs(value) < 1e6 ? value.toFixed(9) : value.toExponential(9);
}

/** An estimate and its standard error, down to the error's second digit. @param sign between the two */
export function estimateText(
  { estimate, standardError }: MonteCarloEstimate,
  sign: string = "±",
): string {
  const [value, error] = digits(estimate, standardError);
  return `${value} ${sign} ${error}`;
}

function digits(estimate: number, standardError: number): [estimate: string, error: string] {
  if (standardError === 0) return [proofNumber(estimate), "0"];
  const decimals = 1 - Math.floor(Math.log10(standardError));
  if (decimals > 9) return [proofNumber(estimate), standardError.toExponential(0)];
  if (decimals < 0) return [estimate.toExponential(3), standardError.toExponential(1)];
  return [estimate.toFixed(decimals), standardError.toFixed(decimals)];
}
