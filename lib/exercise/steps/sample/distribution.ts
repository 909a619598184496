/** What a sample of numbers looks like. */
export interface Moments {
  readonly mean: number;
  /** With n below. */
  readonly std: number;
  readonly low: number;
  readonly high: number;
}

/** Mean, standard deviation and range. @param values one or more */
export function momentsOf(values: readonly number[]): Moments {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    mean,
    std: Math.sqrt(squares / values.length),
    low: values.reduce((a, b) => Math.min(a, b)),
    high: values.reduce((a, b) => Math.max(a, b)),
  };
}

/**
 * Whether values may be independent draws of the distribution with this cumulative function: Kolmogorov's
 * bound, which true draws exceed once in a hundred million times (Massart 1990).
 */
export function mayComeFrom(values: readonly number[], cdf: (x: number) => number): boolean {
  const n = values.length;
  const sorted = values.toSorted((a, b) => a - b);
  const distance = sorted.reduce((most, value, i) => {
    const at = cdf(value);
    return Math.max(most, Math.abs(at - i / n), Math.abs((i + 1) / n - at));
  }, 0);
  return distance < Math.sqrt(Math.log(2 / 1e-8) / (2 * n));
}

/**
 * The cumulative distribution function of N(0, 1), to 1e-7: the approximation of the error function in Abramowitz
 * and Stegun, 7.1.26.
 */
export function normalCdf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x) / Math.SQRT2);
  const polynomial = t *
    (0.254829592 +
      t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const above = polynomial * Math.exp(-x * x / 2) / 2;
  return x < 0 ? above : 1 - above;
}

/** The cumulative distribution function of the uniform distribution on [low, high]. */
export function uniformCdf(low: number, high: number): (x: number) => number {
  return (x) => Math.min(1, Math.max(0, (x - low) / (high - low)));
}

/** The correlation of two samples of the same length. */
export function correlation(a: readonly number[], b: readonly number[]): number {
  const [one, other] = [momentsOf(a), momentsOf(b)];
  const products = a.reduce((sum, value, i) => sum + (value - one.mean) * (b[i] - other.mean), 0);
  return products / a.length / (one.std * other.std);
}
