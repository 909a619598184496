/** What `klWeight` is asked: one epoch of one schedule. */
export interface KlWeightCase {
  readonly epoch: number;
  readonly warmUp: number;
  readonly annealing: number;
}

/** A case as a message calls it. */
export function caseText({ epoch, warmUp, annealing }: KlWeightCase): string {
  return `epoch ${epoch} of { warmUp: ${warmUp}, annealing: ${annealing} }`;
}
