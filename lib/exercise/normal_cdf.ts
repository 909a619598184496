/** The cumulative distribution function of N(0, 1): Abramowitz and Stegun's formula 26.2.17, to 7.5e-8. */
export function normalCdf(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const polynomial = [1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.319381530]
    .reduce((sum, factor) => sum * t + factor, 0) * t;
  const upper = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * polynomial;
  return x < 0 ? upper : 1 - upper;
}
