import { checkFinite } from "../math/check_argument.ts";

/** What one unit of the linear VAE does at a weight of the KL term, in closed form. */
export interface LinearTransition {
  /** The weight of the KL term over the unit's critical one, beta / (2 l). */
  readonly ratio: number;
  /** In nats at the optimum: 1/2 ln(2 l / beta) below the critical weight, 0 from there on. */
  readonly kl: number;
  /** Its derivative by `ratio`, from above where it has none: -1/2 just below ratio 1, 0 from there on. */
  readonly slope: number;
  /**
   * The growth rate of a nearly collapsed unit's KL divergence under gradient flow, so that it is
   * proportional to exp(rate t) with t = learning rate * steps of plain gradient descent: above 0 below
   * the critical weight, below 0 above it, and 0 at it.
   */
  readonly growthRate: number;
  /**
   * At the critical weight nothing decays exponentially: the KL divergence tends to
   * `criticalDecay / t` nats.
   */
  readonly criticalDecay: number;
}

/**
 * A unit of the linear VAE around the weight of the KL term at which it collapses, `2 l` for the
 * eigenvalue l of the data's covariance.
 *
 * The optimum and its KL divergence are those of `linearVae`. They are continuous: the loss is the free
 * energy, the KL divergence its derivative by beta (envelope theorem), which has no jump but a kink. By
 * Ehrenfest's count the transition is one of second order.
 *
 * The rate follows from the loss of a unit that is decoded with weight w and encoded with weight a along
 * the eigenvector, with variance v,
 *
 *     l (1 - w a)^2 + w^2 v  +  s (a^2 l + v - 1 - ln v),   s = beta / 2,
 *
 * whose Hessian by (w, a) in the collapsed state w = a = 0, v = 1 is [[2, -2 l], [-2 l, 2 s l]]. Gradient flow
 * multiplies w and a by exp(sigma t), with sigma = -(1 + s l) + sqrt((1 + s l)^2 + 4 l (l - s)), and their
 * product, and with it the KL divergence, by exp(2 sigma t). Near the critical weight 2 sigma is about
 * 4 l^2 (1 - ratio) / (1 + l^2): training is critically slow there. Growth ends at the optimum; to lowest
 * order K' = 2 sigma K (1 - K / K_optimum), the logistic equation, whose limit at ratio 1 is
 * K' = -8 l^2 / (1 + l^2) K^2, so that K tends to (1 + l^2) / (8 l^2 t).
 *
 * @param eigenvalue of the covariance; above 0
 * @param beta the weight of the KL term; above 0
 * @throws {RangeError} if one of them is not a finite number above 0
 *
 * @example
 * ```ts
 * import { linearTransition } from "./linear_transition.ts";
 *
 * linearTransition(5, 9).kl; // 1/2 ln(10 / 9) = 0.0527 nats
 * linearTransition(5, 10).kl; // 0
 * ```
 */
export function linearTransition(eigenvalue: number, beta: number): LinearTransition {
  checkFinite("eigenvalue", eigenvalue, { above: 0 });
  checkFinite("beta", beta, { above: 0 });
  const [l, s] = [eigenvalue, beta / 2];
  const ratio = s / l;
  const below = ratio < 1;
  const half = 1 + s * l;
  // Not the difference of the root and `half`, which loses all digits near the critical weight.
  const growth = 4 * l * (l - s);
  return {
    ratio,
    kl: below ? -Math.log(ratio) / 2 : 0,
    slope: below ? -0.5 / ratio : 0,
    growthRate: 2 * growth / (half + Math.sqrt(half ** 2 + growth)),
    criticalDecay: (1 + l ** 2) / (8 * l ** 2),
  };
}
