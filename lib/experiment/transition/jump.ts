import { pairedDifference } from "../../math/paired_difference.ts";

/** The KL divergence that a unit has at a weight of the KL term. */
export interface KlAtRatio {
  /** The weight over the critical one. */
  readonly ratio: number;
  /** In nats. */
  readonly kl: number;
}

/** The KL divergence that is left as the weight tends to the critical one from below, over several branches. */
export interface Jump {
  /** Its mean over the branches, in nats: the size of the jump; 0 if the transition is continuous. */
  readonly mean: number;
  /** Half of its 95 % confidence interval; infinite for one branch. */
  readonly halfWidth: number;
  /** Of a two-sided t test of "no jump". */
  readonly p: number;
  /** The slope by the KL divergence of linear theory, in the mean: 1 if theory is right. */
  readonly slope: number;
  /** The number of branches. */
  readonly n: number;
}

/**
 * Fits K = a + b x to the points of one branch below the critical weight, where x = 1/2 ln(1 / ratio) is
 * linear theory's KL divergence: least squares, exact for a straight line. `a` is the size of the jump.
 *
 * The abscissa is theory's own curve, so that its curvature does not look like an intercept.
 *
 * @throws {RangeError} if there are not two points of different ratios below 1
 */
export function fitBelow(points: readonly KlAtRatio[]): { intercept: number; slope: number } {
  const below = points.filter(({ ratio }) => ratio < 1)
    .map(({ ratio, kl }) => ({ x: -Math.log(ratio) / 2, y: kl }));
  const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / of.length;
  const [x, y] = [mean(below.map(({ x }) => x)), mean(below.map(({ y }) => y))];
  const spread = below.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
  if (!(spread > 0)) {
    throw new RangeError(
      `points must hold two ratios or more below 1, got ${below.length} of them`,
    );
  }
  const slope = below.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0) / spread;
  return { intercept: y - slope * x, slope };
}

/**
 * The jump over independent branches (seeds, data sets), each fitted by itself. The interval is Student's over the
 * branches' intercepts: points of one branch share a model and its history, so their residuals are no sample, and
 * the branches are.
 *
 * @throws {RangeError} if there is no branch, or one has not two ratios below 1
 */
export function jump(branches: readonly (readonly KlAtRatio[])[]): Jump {
  const fits = branches.map(fitBelow);
  const intercepts = fits.map(({ intercept }) => intercept);
  const { mean, halfWidth, p } = pairedDifference(intercepts, intercepts.map(() => 0));
  const slope = fits.reduce((sum, { slope }) => sum + slope, 0) / fits.length;
  return { mean, halfWidth, p, slope, n: fits.length };
}
