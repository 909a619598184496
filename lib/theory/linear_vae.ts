import { checkNumbers, checkObject } from "../math/check_argument.ts";

/** The weight of the KL term, and the number of latent units. */
export interface LinearVaeOptions {
  /** Multiplies the KL term; 0 or more. */
  readonly beta: number;
  /** Latent units, d. */
  readonly latentSize: number;
}

/** The best that a linear VAE can reach on average over the data; the fields of a run's epoch. */
export interface LinearVaeOptimum {
  /** reconstruction + beta * kl. */
  readonly loss: number;
  /** Squared error, summed over the dimensions of a data point. */
  readonly reconstruction: number;
  /** Unweighted, in nats; infinite at beta 0, where codes without noise cost nothing. */
  readonly kl: number;
  /** Units that carry information. */
  readonly activeUnits: number;
  /** In nats, the largest first; 0 where a unit has collapsed. [d] */
  readonly klPerUnit: readonly number[];
}

/**
 * The global optimum of a linear VAE under squared error + beta KL, in closed form. It is probabilistic
 * PCA with noise variance s = beta / 2 (Tipping & Bishop 1999; that the linear VAE's optimum is the
 * same: Lucas et al. 2019, arXiv 1911.02469, section 4).
 *
 * Encoder q(z | x) = N(A (x - m), diag(v)) with m the mean of the data, decoder W z + m. At the optimum
 * each unit looks along one eigenvector of the covariance. Along that of eigenvalue l, decoded with
 * weight w, encoded with weight a, the loss is
 *
 *     l (1 - w a)^2 + w^2 v  +  s (a^2 l + v - 1 - ln v),
 *
 * whose derivatives by v and a vanish at v = s / (w^2 + s) and a = w / (w^2 + s), which leaves
 * s l / (w^2 + s) + s ln((w^2 + s) / s): least at w^2 + s = l if l > s, else at w = 0. A unit that is
 * kept thus has v = s / l, and costs the squared error l v^2 + w^2 v = s and the KL term
 * 1/2 ln(l / s) nats, together s + s ln(l / s), less than the l that a direction costs without a unit.
 * So the units take the min(d, number of l > s) largest eigenvalues, and the others add their l.
 *
 * @param eigenvalues of the covariance (divided by N), in any order
 * @throws {TypeError} if the eigenvalues are no list
 * @throws {RangeError} if there is none, one is not finite, beta is negative, or latentSize no whole number
 *
 * @example
 * ```ts
 * import { linearVae } from "./linear_vae.ts";
 *
 * const { activeUnits, reconstruction } = linearVae([5, 3, 1], { beta: 4, latentSize: 8 });
 * // 2 units; reconstruction 2 + 2 + 1
 * ```
 */
export function linearVae(
  eigenvalues: ArrayLike<number>,
  options: LinearVaeOptions,
): LinearVaeOptimum {
  const { beta, latentSize } = checkObject("options", options);
  checkNumbers("eigenvalues", eigenvalues);
  if (!(beta >= 0 && beta < Infinity)) {
    throw new RangeError(`beta must be a finite number from 0 on, got ${beta}`);
  }
  if (!(Number.isInteger(latentSize) && latentSize >= 0)) {
    throw new RangeError(`latentSize must be a whole number from 0 on, got ${latentSize}`);
  }
  const s = beta / 2;
  const klPerUnit = new Array<number>(latentSize).fill(0);
  let [loss, reconstruction, kl, activeUnits] = [0, 0, 0, 0];
  for (const l of Float64Array.from(eigenvalues).sort().reverse()) {
    if (l > s && activeUnits < latentSize) {
      const nats = Math.log(l / s) / 2;
      klPerUnit[activeUnits++] = nats;
      kl += nats;
      reconstruction += s;
      loss += s + (beta && beta * nats); // s ln(l / s) -> 0 as s -> 0
    } else {
      reconstruction += l;
      loss += l;
    }
  }
  return { loss, reconstruction, kl, activeUnits, klPerUnit };
}
