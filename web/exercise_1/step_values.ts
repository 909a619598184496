import { expectation } from "../../lib/math/expectation.ts";
import { expectedLogDensity } from "../../lib/math/expected_log_density.ts";
import { logDensity } from "../../lib/math/gaussian.ts";
import { klUnivariate } from "../../lib/math/kl_univariate.ts";
import type { Pair } from "./pair.ts";

/** What a step of the univariate proof finds: E_q[log q], E_q[log p], and their difference, the divergence. */
export type Quantity = "logQ" | "logP" | "kl";
/** The quantities in the order of the steps. */
export const QUANTITIES: readonly Quantity[] = ["logQ", "logP", "kl"];

/** A quantity in two ways that need no random draws, and the two areas of its integrand. */
export interface StepValues {
  /** By its closed form. */
  readonly closed: number;
  /** By numerical quadrature. */
  readonly quadrature: number;
  /** The areas of the integrand above and below 0, both as numbers that are not negative. */
  readonly above: number;
  readonly below: number;
}

/** The function whose expectation under q a quantity is. */
export function functionOf({ q, p }: Pair, quantity: Quantity): (x: number) => number {
  switch (quantity) {
    case "logQ":
      return (x) => logDensity(q, x);
    case "logP":
      return (x) => logDensity(p, x);
    case "kl":
      return (x) => logDensity(q, x) - logDensity(p, x);
  }
}

/** The values of a quantity. */
export function stepValues(pair: Pair, quantity: Quantity): StepValues {
  const { q, p } = pair;
  const f = functionOf(pair, quantity);
  const closed = {
    logQ: () => expectedLogDensity(q, q),
    logP: () => expectedLogDensity(q, p),
    kl: () => klUnivariate(q, p),
  };
  return {
    closed: closed[quantity](),
    quadrature: expectation(q, f),
    above: expectation(q, (x) => Math.max(0, f(x))),
    below: expectation(q, (x) => Math.max(0, -f(x))),
  };
}

/**
 * E_q[log p] as the notebook's second step prints it, with sigma2^2 in the denominator where sigma1^2 belongs:
 * the expectation of a density of q's width about p's mean, brought to the height of p.
 */
export function misprintedStep({ q, p }: Pair): number {
  const ofWidthQ = { mean: p.mean, std: q.std };
  return expectedLogDensity(q, ofWidthQ) + logDensity(p, p.mean) -
    logDensity(ofWidthQ, ofWidthQ.mean);
}
