import type { LinearVaeOptimum } from "./linear_vae.ts";
import type { Spectrum } from "./spectra.ts";

/** A principal component of the data, and what theory says of it. */
export interface LargeEigenvalue {
  /** Its place, from 1. */
  readonly index: number;
  /** The variance of the data along it. */
  readonly value: number;
  /** The part of the sum of all that this one and those before it make. */
  readonly share: number;
  /** The beta from which on it no longer lowers the loss. */
  readonly collapsedFrom: number;
}

/** The best linear VAE at a beta. */
export interface PredictedOptimum extends LinearVaeOptimum {
  /** The weight of the KL term. */
  readonly beta: number;
}

/** Betas to tabulate; as many as it takes to reach the collapse. */
const LADDER = [
  0.5,
  1,
  2,
  4,
  6,
  8,
  10,
  12,
  16,
  20,
  24,
  32,
  40,
  64,
  100,
  200,
  500,
  1000,
  2000,
  5000,
];

/** The largest eigenvalues of the pixels' covariance. */
export function largestEigenvalues(
  { eigenvalues, collapsed }: Spectrum,
  count: number = 10,
): LargeEigenvalue[] {
  let sum = 0;
  return [...eigenvalues.slice(0, count)].map((value, i) => {
    sum += value;
    return { index: i + 1, value, share: sum / collapsed, collapsedFrom: 2 * value };
  });
}

/** The best linear VAE at rising betas, up to the first at which it has no unit in use. */
export function predictedOptima(
  { critical, optimum }: Spectrum,
  latentSize: number,
): PredictedOptimum[] {
  const beyond = LADDER.findIndex((beta) => beta >= critical);
  return (beyond < 0 ? LADDER : LADDER.slice(0, beyond + 1))
    .map((beta) => ({ beta, ...optimum({ beta, latentSize }) }));
}
