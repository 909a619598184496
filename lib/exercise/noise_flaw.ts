import type { Evidence } from "./step.ts";
import { numberText } from "./values_part.ts";

/**
 * How far a mean may be off, in standard deviations of it: about one check of a right function in a hundred
 * million lies beyond.
 */
const REACH = 5.8;

/**
 * How far an empirical distribution may be off anywhere, times the square root of the count (Kolmogorov):
 * three in ten million of a right function are further off.
 */
export const DISTANCE = 2.8;

/** In what numbers differ from standard normal noise, whatever their order and sign; `undefined` if in nothing. */
export function noiseFlaw(noise: readonly number[]): Evidence | undefined {
  const root = Math.sqrt(noise.length);
  const broken = noise.filter((value) => !Number.isFinite(value)).length;
  if (broken > 0) {
    return { at: "how many codes are NaN or infinite", wanted: "0", found: String(broken) };
  }
  const different = new Set(noise.map((value) => Math.round(Math.abs(value) * 1e5))).size;
  if (!(different > 0.9 * noise.length)) {
    return {
      at: `how many of ${noise.length} draws of the noise differ from all others`,
      wanted: "nearly all of them",
      found: String(different),
    };
  }
  const moments = [
    ["the mean of the noise", 0, 1, 1],
    ["the variance of the noise", 1, Math.sqrt(2), 2],
    ["the mean of the noise's fourth power", 3, Math.sqrt(96), 4],
  ] as const;
  for (const [name, wanted, deviation, power] of moments) {
    const found = noise.reduce((sum, value) => sum + value ** power, 0) / noise.length;
    if (Math.abs(found - wanted) <= REACH * deviation / root) continue;
    return { at: name, wanted: `about ${wanted}`, found: numberText(found) };
  }
  const distance = distanceTo(noise, normalDistribution);
  if (distance * root <= DISTANCE) return;
  return {
    at: "the largest distance of the noise's distribution from the standard normal one",
    wanted: `below ${numberText(DISTANCE / root)}`,
    found: numberText(distance),
  };
}

/** Kolmogorov's distance: by how much the share of values below x differs from F(x), where it differs most. */
export function distanceTo(values: readonly number[], F: (x: number) => number): number {
  return values.toSorted((a, b) => a - b).reduce((most, x, i) => {
    const at = F(x);
    return Math.max(most, at - i / values.length, (i + 1) / values.length - at);
  }, 0);
}

/** Phi(x), by Abramowitz and Stegun's formula 26.2.17: to 7.5e-8. */
export function normalDistribution(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const polynomial = [1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.319381530]
    .reduce((sum, factor) => sum * t + factor, 0) * t;
  const upper = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * polynomial;
  return x < 0 ? upper : 1 - upper;
}
