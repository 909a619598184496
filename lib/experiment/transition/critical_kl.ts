import { pairedDifference } from "../../math/paired_difference.ts";

/** The KL divergence that a unit has at a weight of the KL term. */
export interface KlAtRatio {
  /** The weight over the critical one. */
  readonly ratio: number;
  /** In nats. */
  readonly kl: number;
}

/** The KL divergence that is left at the critical weight, extrapolated from below, over several models. */
export interface CriticalKl {
  /** Its mean over the models, in nats; 0 if linear theory is right. */
  readonly mean: number;
  /** Half of its 95 % confidence interval; infinite for one model. */
  readonly halfWidth: number;
  /** Of a two-sided t test of "none is left". */
  readonly p: number;
  /** The smallest and the largest of all branches, in nats. */
  readonly range: readonly [lowest: number, highest: number];
  /** The slope by the KL divergence of linear theory, in the mean: 1 if theory is right. */
  readonly slope: number;
  /** The number of models. */
  readonly n: number;
}

/**
 * Fits K = a + b x to the points of one branch below the critical weight, where x = 1/2 ln(1 / ratio) is linear theory's
 * KL divergence: least squares, exact for a straight line. `a` is the KL divergence that is left at the critical weight, x = 0.
 *
 * It is the size of a jump only if the branch ends there and b is about 1, which makes the branch theory's curve and a
 * constant. A branch of another slope follows another curve, and may go on beyond the critical weight.
 *
 * The abscissa is theory's own curve, so that its curvature does not look like an intercept.
 *
 * @throws {RangeError} if there are not two points of different ratios below 1
 */
export function fitBelow(points: readonly KlAtRatio[]): { intercept: number; slope: number } {
  const below = points.filter(({ ratio }) => ratio < 1)
    .map(({ ratio, kl }) => ({ x: -Math.log(ratio) / 2, y: kl }));
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
 * The KL divergence left at the critical weight over independent models (seeds of training, data sets), each with one
 * branch or more (the sides from which the weights are reached). Branches are fitted by themselves and averaged within
 * their model, since they share its errors; the interval is Student's over the models. Points of one branch share
 * even more, and their residuals are no sample.
 *
 * @param models the branches of each
 * @throws {RangeError} if there is no model, or a branch has not two ratios below 1
 */
export function criticalKl(models: readonly (readonly (readonly KlAtRatio[])[])[]): CriticalKl {
  const fits = models.map((branches) => branches.map(fitBelow));
  const intercepts = fits.map((own) => mean(own.map(({ intercept }) => intercept)));
  const { mean: center, halfWidth, p } = pairedDifference(intercepts, intercepts.map(() => 0));
  const all = fits.flatMap((own) => own.map(({ intercept }) => intercept));
  return {
    ...{ mean: center, halfWidth, p, n: models.length },
    range: [Math.min(...all), Math.max(...all)],
    slope: mean(fits.map((own) => mean(own.map(({ slope }) => slope)))),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
