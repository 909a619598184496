import { gaussKronrod, type Panel } from "./gauss_kronrod.ts";

/** When `integrate` may stop. */
export interface IntegrateOptions {
  /** The error that is small enough in any case; 1e-12 unless told. */
  readonly absolute?: number;
  /** The error that is small enough as a fraction of the integral of |f|; 1e-12 unless told. */
  readonly relative?: number;
  /** The number of intervals at which it gives up and returns what it has; 500 unless told. */
  readonly maxIntervals?: number;
}

/** An integral, and how far it can be trusted. */
export interface Integral {
  /** The integral. */
  readonly value: number;
  /** An estimate, mostly a generous one, of its absolute error. */
  readonly error: number;
  /** How often the function was evaluated. */
  readonly evaluations: number;
}

/**
 * The integral of a function over a finite interval by adaptive quadrature: the interval with the
 * largest error estimate is halved until the sum of the estimates is small enough (algorithm QAG of
 * Piessens, de Doncker-Kapenga, Ueberhuber & Kahaner, QUADPACK, Springer 1983, with its 7-15 point
 * Gauss-Kronrod rule). The caller compares `error` with what is needed: it is large where
 * `maxIntervals` were not enough.
 *
 * @throws {RangeError} if an end is not finite, or the function returns NaN or an infinity
 *
 * @example
 * ```ts
 * import { integrate } from "./integrate.ts";
 *
 * integrate(Math.sin, 0, Math.PI).value; // 2
 * ```
 */
export function integrate(
  f: (x: number) => number,
  from: number,
  to: number,
  { absolute = 1e-12, relative = 1e-12, maxIntervals = 500 }: IntegrateOptions = {},
): Integral {
  if (!(Number.isFinite(from) && Number.isFinite(to))) {
    throw new RangeError(`an integral needs finite ends, got ${from} and ${to}`);
  }
  const panels: Panel[] = [gaussKronrod(f, from, to)];
  let evaluations = 15;
  for (;;) {
    const value = total(panels, "value");
    const error = total(panels, "error");
    const enough = Math.max(absolute, relative * total(panels, "magnitude"));
    if (error <= enough || panels.length >= maxIntervals) return { value, error, evaluations };

    const worst = panels.reduce((a, b) => (b.error > a.error ? b : a));
    const middle = worst.from + (worst.to - worst.from) / 2;
    panels[panels.indexOf(worst)] = gaussKronrod(f, worst.from, middle);
    panels.push(gaussKronrod(f, middle, worst.to));
    evaluations += 30;
  }
}

function total(panels: readonly Panel[], field: "value" | "error" | "magnitude"): number {
  return panels.reduce((sum, panel) => sum + panel[field], 0);
}
