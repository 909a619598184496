/** What `klWeight` is asked: one epoch of one schedule. */
export interface KlWeightCase {
  readonly epoch: number;
  readonly warmUp: number;
  readonly annealing: number;
}
