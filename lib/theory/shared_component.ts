import { checkFinite, checkWhole } from "../math/check_argument.ts";

/**
 * The KL divergence, summed over the units, at the saddle where several units of a linear VAE share one principal
 * component equally; with one unit, that of the optimum.
 *
 * More units than components leave some superfluous (Ichikawa and Hukushima 2024, arXiv 2310.15440). On
 * their way out of the collapse all of them grow along the first component, and meet at a saddle before one takes the
 * component over. With m units of weights w / sqrt(m), a / sqrt(m) and variance v the loss of `linearTransition` becomes
 *
 *     l (1 - w a)^2 + w^2 v  +  s (a^2 l + m (v - 1 - ln v)),
 *
 * least by a at w / (w^2 + s) and by v at m s / (w^2 + m s), and stationary by U = w^2 where
 * (U + s)^2 = l (s + U / m). Near the critical weight U, and with it the KL divergence, is m / (2m - 1) of the optimum's:
 * two thirds for two units, a half for many. That is why training halts there, and for the longer
 * the nearer the critical weight is.
 *
 * @param eigenvalue of the covariance, l; above 0
 * @param beta the weight of the KL term, 2 s; above 0
 * @param units that share the component, m; 1 or more
 * @returns in nats; 0 from the critical weight on
 * @throws {RangeError} for other numbers
 *
 * @example
 * ```ts
 * import { sharedComponentKl } from "./shared_component.ts";
 *
 * sharedComponentKl(5, 9.9, 2) / sharedComponentKl(5, 9.9, 1); // 0.67
 * ```
 */
export function sharedComponentKl(eigenvalue: number, beta: number, units: number): number {
  const l = checkFinite("eigenvalue", eigenvalue, { above: 0 });
  const s = checkFinite("beta", beta, { above: 0 }) / 2;
  const m = checkWhole("units", units, { min: 1 });
  if (s >= l) return 0;
  const half = l / m - 2 * s;
  const square = (half + Math.sqrt(half ** 2 + 4 * s * (l - s))) / 2; // U
  const variance = m * s / (square + m * s);
  const spread = square * l / (square + s) ** 2; // a^2 l
  return (spread + m * (variance - 1 - Math.log(variance))) / 2;
}
