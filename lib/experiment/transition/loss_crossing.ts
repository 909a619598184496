/** An active unit at a weight. */
export interface GainPoint {
  /** The weight over the critical one. */
  readonly ratio: number;
  /** In nats. */
  readonly kl: number;
  /** The loss less that of the collapsed state. */
  readonly gain: number;
}

/** Where the active unit's loss becomes larger than that of the collapsed state. */
export interface LossCrossing<Point extends GainPoint> {
  /** The weight over the critical one, interpolated. */
  readonly ratio: number;
  /** The active unit's KL divergence there, interpolated, in nats. */
  readonly kl: number;
  /** The points that it lies between. */
  readonly between: readonly [Point, Point];
}

/** Below this a KL divergence counts as none, in nats: at the critical weight it falls as slowly as 1 / time. */
const NONE = 3e-3;

/**
 * The weight at which the optimum changes from the active unit to the collapsed state, and the KL divergence that it
 * loses there: the size of the jump of a transition of first order. Both are interpolated linearly between the last weight
 * at which the active unit has the smaller loss and the next one.
 *
 * @param points reached from the active side, the weights ascending
 * @returns `undefined` if at none of the weights, or at the last one, the active unit has 0.003 nats or more and the
 * smaller loss
 */
export function lossCrossing<Point extends GainPoint>(
  points: readonly Point[],
): LossCrossing<Point> | undefined {
  const last = points.findLastIndex(({ gain, kl }) => gain < 0 && kl > NONE);
  if (last < 0 || last === points.length - 1) return undefined;
  const [before, after] = [points[last], points[last + 1]];
  const part = before.gain / (before.gain - after.gain);
  const between = (a: number, b: number) => a + part * (b - a);
  return {
    ratio: between(before.ratio, after.ratio),
    kl: between(before.kl, after.kl),
    between: [before, after],
  };
}
