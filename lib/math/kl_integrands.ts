import { type Gaussian, logDensity } from "./gaussian.ts";

/** Two densities at a point, and there the integrands of KL(q || p) and of the two terms of its proof. */
export interface KlIntegrands {
  /** The density q(x). */
  readonly q: number;
  /** The density p(x). */
  readonly p: number;
  /** q(x) log q(x), whose integral is E_q[log q], the negative entropy of q. */
  readonly logQ: number;
  /** q(x) log p(x), whose integral is E_q[log p]. */
  readonly logP: number;
  /** q(x) log(q(x) / p(x)), whose integral is KL(q || p). */
  readonly kl: number;
}

/**
 * What is integrated over x to get KL(q || p) = E_q[log q] - E_q[log p], in nats: for pictures of it. (For
 * the values take `klUnivariate` and `expectedLogDensity`.)
 *
 * Where q(x) underflows to 0, all three integrands are 0, as they are in the limit.
 *
 * @throws {TypeError} if a mean or a standard deviation is not a number
 * @throws {RangeError} if q or p is no Gaussian
 *
 * @example
 * ```ts
 * import { klIntegrands } from "./kl_integrands.ts";
 *
 * const { q, p, kl } = klIntegrands({ mean: 1, std: 0.5 }, { mean: 0, std: 1 }, 1);
 * [q, p, kl]; // [0.7978845608028654, 0.24197072451914337, 0.9520059883518213]
 * ```
 */
export function klIntegrands(q: Gaussian, p: Gaussian, x: number): KlIntegrands {
  const ofQ = logDensity(q, x);
  const ofP = logDensity(p, x);
  const density = Math.exp(ofQ);
  return {
    q: density,
    p: Math.exp(ofP),
    logQ: density * ofQ,
    logP: density * ofP,
    kl: density * (ofQ - ofP),
  };
}
