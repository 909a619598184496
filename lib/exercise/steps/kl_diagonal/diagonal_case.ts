/** What `klDiagonal` is asked: a posterior of d units. */
export interface DiagonalCase {
  /** [d] */
  readonly mean: readonly number[];
  /** [d] */
  readonly logVar: readonly number[];
}
