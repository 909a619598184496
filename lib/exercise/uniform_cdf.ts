/** The cumulative distribution function of the uniform distribution on [low, high]. */
export function uniformCdf(low: number, high: number): (x: number) => number {
  return (x) => Math.min(1, Math.max(0, (x - low) / (high - low)));
}
