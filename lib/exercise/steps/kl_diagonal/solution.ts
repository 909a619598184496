/** KL(q || p) of a diagonal Gaussian q = N(mean, diag(exp(logVar))) against p = N(0, I), in nats. */
export function klDiagonal(mean: readonly number[], logVar: readonly number[]): number {
  let kl = 0;
  for (let i = 0; i < mean.length; i++) {
    kl -= (1 + logVar[i] - mean[i] ** 2 - Math.exp(logVar[i])) / 2;
  }
  return kl;
}
