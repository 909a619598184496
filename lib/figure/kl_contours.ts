import { expRemainder } from "../math/exp_remainder.ts";
import { klDiagonal } from "../math/kl_diagonal.ts";
import { numberText } from "./number_text.ts";

/** A place on the surface: the Gaussian N(mu, exp(s)^2). */
export interface Place {
  /** The mean. */
  readonly mu: number;
  /** log sigma, of the standard deviation. */
  readonly s: number;
}

/** A point of a contour. */
export interface ContourPoint extends Place {
  /** Its number along the way. */
  readonly order: number;
}

/** Points of a contour on either side. */
const POINTS = 120;

/** The levels to draw, in nats: the usual ones, or powers of 10 up to a large divergence. */
export function klContourLevels(kl: number): number[] {
  if (kl < 10) return [0.1, 0.5, 1, 2, 4, 8];
  const top = Math.min(300, Math.ceil(Math.log10(kl)));
  const powers = [5, 4, 3, 2, 1, 0].map((below) => 10 ** (top - below));
  return powers.filter((level) => level >= 0.1);
}

/**
 * The closed curve KL = level, exactly: mu^2 = 2 level - (exp(2 s) - 1 - 2 s), with s = log sigma; up
 * its right side and down its left. What lies outside the axis is cut off first: it can be long.
 */
export function klContour(level: number, low: number, high: number): ContourPoint[] {
  const from = Math.max(low - 1, extremeS(level, -1));
  const to = Math.min(high + 1, extremeS(level, 1));
  const side = Array.from({ length: POINTS + 1 }, (_, i) => {
    const s = (from + to - (to - from) * Math.cos(Math.PI * i / POINTS)) / 2; // dense at the ends
    return { s, mu: Math.sqrt(Math.max(0, 2 * level - expRemainder(2 * s))) };
  });
  const back = side.toReversed().map(({ s, mu }) => ({ s, mu: -mu }));
  return [...side, ...back, side[0]].map((point, order) => ({ ...point, order }));
}

/** The log sigma of the contour's end at mu = 0, above (sign 1) or below (sign -1) the prior's. */
function extremeS(level: number, sign: 1 | -1): number {
  return sign * crossing((s) => expRemainder(2 * sign * s) / 2, level, level + 1);
}

/** The levels' labels where the contours cross the line from the prior to `end`. */
export function klContourLabels(
  levels: readonly number[],
  end: Place,
): (Place & { text: string })[] {
  const kl = (t: number) => klDiagonal([t * end.mu], [2 * t * end.s]);
  let last = 0;
  return levels.filter((level) => level <= kl(1)).flatMap((level) => {
    const t = crossing(kl, level, 1);
    // A crowd at the prior, as on a wide axis, would be unreadable.
    if (t - last < 0.08) return [];
    last = t;
    return [{ mu: t * end.mu, s: t * end.s, text: numberText(level) }];
  });
}

/** Where a function that rises from 0 reaches a level, between 0 and `to`, by bisection. */
function crossing(f: (t: number) => number, level: number, to: number): number {
  let from = 0;
  for (let i = 0; i < 100; i++) {
    const middle = (from + to) / 2;
    if (f(middle) < level) from = middle;
    else to = middle;
  }
  return to;
}
