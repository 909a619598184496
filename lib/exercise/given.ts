/** The random numbers that a function of the exercise is given: PyTorch's, from a seed. */
export interface Random {
  /** n draws from the standard normal distribution. */
  normal(n: number): Float32Array;
  /** n draws from the uniform distribution on [from, to). */
  uniform(n: number, from?: number, to?: number): Float32Array;
}
