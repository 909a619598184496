/**
 * KL(q || p) of a diagonal Gaussian q = N(mean, diag(exp(logVar))) against p = N(0, I), in nats.
 *
 * @param mean the means of d units. [d]
 * @param logVar the natural logarithms of their variances. [d]
 */
export function klDiagonal(mean: readonly number[], logVar: readonly number[]): number {
  throw new Error("klDiagonal is not written yet");
}
